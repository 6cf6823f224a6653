import type { KeyLastUsageTrackingOperation, TrentOperation, TrentOperations } from "../../generated/types";
import { cryptographyAtHand } from "../../mock/engine/cryptography/cryptography";
import { allOperations } from "../../mock/engine/state/all-operations";
import { StateDraft } from "../../mock/engine/state/draft";
import { recordUsage } from "../../mock/engine/state/key-usage";
import { perform } from "../../mock/engine/state/perform";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { StateStore } from "../../mock/engine/state-store";
import { ACCOUNT, arnOf, CRYPTOGRAPHY, DAY, OTHER_REGION, REGION, START, World } from "./world";

const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
const OTHER = "00000000-0000-4000-8000-000000000001";
const MAC = "00000000-0000-4000-8000-000000000002";
const SIGNER = "00000000-0000-4000-8000-000000000003";
const AGREES = "00000000-0000-4000-8000-000000000004";
const OTHER_AGREES = "00000000-0000-4000-8000-000000000005";
const KEM = "00000000-0000-4000-8000-000000000006";
const MRK = "mrk-1234abcd12ab34cd56ef1234567890ab";
const FIXTURE = `
keys:
  - { id: ${KEY}, created: -30d }
  - { id: ${MRK}, created: -1d, multiRegion: &set { primary: home, replicas: [other] } }
  - { id: ${MRK}, region: other, created: -1d, multiRegion: *set }`;

/** What a transition of the operation does to a key once it has succeeded. */
function use(world: World, operation: KeyLastUsageTrackingOperation, requestId: string, id = KEY, region = REGION) {
  const draft = new StateDraft(world.state);
  const key = world.state.key(ACCOUNT, region, id)!;
  recordUsage(draft, { operation, requestId }, key, world);
  world.state.apply(draft.changes);
  return draft;
}
const usage = (world: World, KeyId = KEY, region = REGION) => world.ok("GetKeyLastUsage", { KeyId }, { region });

/** 2026-04-23T00:00:00Z. The tests begin before it. */
const TRACKED_SINCE = Date.UTC(2026, 3, 23);

test("a key that was not used", () => {
  const world = new World(FIXTURE);
  const wanted = {
    KeyId: KEY,
    KeyLastUsage: {},
    TrackingStartDate: TRACKED_SINCE / 1000,
    KeyCreationDate: (START - 30 * DAY) / 1000,
  };
  expect(usage(world)).toEqual(wanted);
  expect(usage(world, arnOf(KEY))).toEqual(wanted);
});

test("a key that is made later is tracked from then on", () => {
  const world = new World();
  world.now = TRACKED_SINCE + 123;
  const KeyId = world.createKey();
  expect(usage(world, KeyId)).toMatchObject({
    TrackingStartDate: world.now / 1000,
    KeyCreationDate: world.now / 1000,
  });
});

test("the last use counts, with the id of its event", () => {
  const world = new World(FIXTURE);
  use(world, "Encrypt", "first");
  world.now += 1500;
  const draft = use(world, "Decrypt", "second");
  expect(usage(world).KeyLastUsage).toEqual({
    Operation: "Decrypt",
    Timestamp: (START + 1500) / 1000,
    CloudTrailEventId: draft.takeEventId(world.ids),
    KmsRequestId: "second",
  });
});

test("related keys count apart, and a use belongs to one account", () => {
  const world = new World(FIXTURE);
  use(world, "GenerateDataKey", "r", MRK, OTHER_REGION);
  expect(usage(world, MRK).KeyLastUsage).toEqual({});
  expect(usage(world, MRK, OTHER_REGION).KeyLastUsage).toMatchObject({ Operation: "GenerateDataKey" });
});

test.each(["alias/a", `arn:aws:kms:${REGION}:${ACCOUNT}:alias/a`])("%s is refused", (KeyId) => {
  expect(new World(FIXTURE).fault("GetKeyLastUsage", { KeyId })).toBe(
    "InvalidArnException: Key Aliases are not supported for this operation.",
  );
});

test("a use goes with its key, and outlives a restart until then", () => {
  const world = new World(FIXTURE);
  use(world, "Decrypt", "r");
  const saved = snapshot(world.state);
  expect(saved.usages).toHaveLength(1);
  const again = restore(JSON.parse(JSON.stringify(saved)));
  expect(again.usage(ACCOUNT, REGION, KEY)).toEqual(world.state.usage(ACCOUNT, REGION, KEY));
  expect(again.bytes).toBe(world.state.bytes);
  world.ok("ScheduleKeyDeletion", { KeyId: KEY, PendingWindowInDays: 7 });
  world.pass(7 * DAY);
  expect(snapshot(world.state).usages).toBeUndefined();
});

test("a use of a key that is not there is no state", () => {
  const world = new World(FIXTURE);
  use(world, "Decrypt", "r");
  const { usages = [], ...saved } = JSON.parse(JSON.stringify(snapshot(world.state)));
  const elsewhere = { ...usages[0], region: "eu-west-1" };
  expect(() => restore({ ...saved, usages: [elsewhere] })).toThrow("was used, and is not there");
  expect(() => restore({ ...saved, usages: [usages[0], usages[0]] })).toThrow("twice");
});

/** Keys for each kind of use, and a request of each operation that counts. */
const KINDS = `
keys:
  - { id: ${KEY} }
  - { id: ${MAC}, spec: HMAC_256, usage: GENERATE_VERIFY_MAC }
  - { id: ${SIGNER}, spec: ECC_NIST_P256, usage: SIGN_VERIFY }
  - { id: ${AGREES}, spec: ECC_NIST_P256, usage: KEY_AGREEMENT }
  - { id: ${OTHER_AGREES}, spec: ECC_NIST_P256, usage: KEY_AGREEMENT }
  - { id: ${KEM}, spec: ML_KEM_512, usage: ENCAPSULATE_DECAPSULATE }`;
const PLAINTEXT = "QQ==";
const signing = { KeyId: SIGNER, Message: PLAINTEXT, SigningAlgorithm: "ECDSA_SHA_256" } as const;
const mac = { KeyId: MAC, Message: PLAINTEXT, MacAlgorithm: "HMAC_SHA_256" } as const;
const encapsulated = { KeyId: KEM, EncapsulationAlgorithm: "ML_KEM" } as const;
const ciphertext = (world: World) => world.ok("Encrypt", { KeyId: KEY, Plaintext: PLAINTEXT }).CiphertextBlob!;

/** A request that succeeds. An operation that counts and is not here does not compile. */
const USES: { readonly [Name in KeyLastUsageTrackingOperation]: (world: World) => TrentOperations[Name]["request"] } = {
  Encrypt: () => ({ KeyId: KEY, Plaintext: PLAINTEXT }),
  Decrypt: (world) => ({ CiphertextBlob: ciphertext(world) }),
  ReEncrypt: (world) => ({ CiphertextBlob: ciphertext(world), DestinationKeyId: KEY }),
  GenerateDataKey: () => ({ KeyId: KEY, KeySpec: "AES_256" }),
  GenerateDataKeyWithoutPlaintext: () => ({ KeyId: KEY, KeySpec: "AES_256" }),
  GenerateDataKeyPair: () => ({ KeyId: KEY, KeyPairSpec: "ECC_NIST_P256" }),
  GenerateDataKeyPairWithoutPlaintext: () => ({ KeyId: KEY, KeyPairSpec: "ECC_NIST_P256" }),
  GenerateMac: () => mac,
  VerifyMac: (world) => ({ ...mac, Mac: world.ok("GenerateMac", mac).Mac! }),
  Sign: () => signing,
  Verify: (world) => ({ ...signing, Signature: world.ok("Sign", signing).Signature! }),
  DeriveSharedSecret: (world) => ({
    KeyId: AGREES,
    KeyAgreementAlgorithm: "ECDH",
    PublicKey: world.ok("GetPublicKey", { KeyId: OTHER_AGREES }).PublicKey!,
  }),
  Encapsulate: () => encapsulated,
  Decapsulate: (world) => ({
    ...encapsulated,
    SharedSecretCiphertextBlob: world.ok("Encapsulate", encapsulated).SharedSecretCiphertextBlob!,
  }),
};

/** The last operation of each key that was used. */
const used = (world: World) => (snapshot(world.state).usages ?? []).map(({ id, operation }) => `${operation} ${id}`);
const keyOf = (request: object) => ("KeyId" in request ? String(request.KeyId) : KEY);

describe.each(Object.keys(USES) as KeyLastUsageTrackingOperation[])("%s", (operation) => {
  test("is a use of its key", () => {
    const world = new World(KINDS);
    const request = USES[operation](world);
    world.now += 5000;
    world.ok(operation, request as never);
    const { id } = world.events.at(-1)!;
    expect(usage(world, keyOf(request)).KeyLastUsage).toMatchObject({
      Operation: operation,
      Timestamp: world.now / 1000,
      CloudTrailEventId: id,
    });
  });

  test("is none where it is a dry run, or refused", () => {
    const world = new World(KINDS);
    const request = { ...USES[operation](world), DryRun: true };
    const before = used(world);
    world.now += 5000;
    world.fault(operation, request as never);
    world.fault(operation, { ...request, DryRun: false, GrantTokens: ["bad"] } as never);
    expect(used(world)).toEqual(before);
  });
});

test("ReEncrypt is a use of both keys", () => {
  const world = new World(`keys: [{ id: ${KEY} }, { id: ${OTHER} }]`);
  const CiphertextBlob = ciphertext(world);
  world.ok("ReEncrypt", { CiphertextBlob, DestinationKeyId: OTHER });
  expect(used(world)).toEqual([`ReEncrypt ${KEY}`, `ReEncrypt ${OTHER}`]);
});

test.each([
  ["GetPublicKey", { KeyId: SIGNER }],
  ["GenerateRandom", { NumberOfBytes: 1 }],
  ["DescribeKey", { KeyId: KEY }],
] as const)("%s is no use", (operation: TrentOperation, request) => {
  const world = new World(KINDS);
  world.ok(operation, request as never);
  expect(used(world)).toEqual([]);
});

describe("a call that only uses a key", () => {
  const request = { KeyId: KEY, Plaintext: PLAINTEXT };
  const call = { operation: "Encrypt", request, account: ACCOUNT, region: REGION } as const;

  test("makes one small change, which names the event of the call", () => {
    const world = new World(FIXTURE);
    const { changes, events } = perform(world.state, { ...call, requestId: "r" }, world.context);
    expect(changes).toEqual([
      {
        kind: "putUsage",
        usage: {
          account: ACCOUNT,
          region: REGION,
          id: KEY,
          operation: "Encrypt",
          at: START,
          eventId: events[0]!.id,
          requestId: "r",
        },
      },
    ]);
  });

  test("is no change that a page over the mock would read again, and is saved with the next one", () => {
    const world = new World(FIXTURE);
    const store = new StateStore(() => world.state, {
      operations: allOperations,
      cryptography: cryptographyAtHand(CRYPTOGRAPHY),
    });
    const seen: string[] = [];
    store.watch(
      () => seen.push("changed"),
      () => seen.push("used"),
    );
    const before = store.revision;
    store.call({ ...call, requestId: "r" });
    expect([store.revision, seen]).toEqual([before, ["used"]]);
    store.call({ ...call, operation: "DisableKey", requestId: "s" });
    expect([store.revision, seen]).toEqual([before + 1, ["used", "changed"]]);
  });
});
