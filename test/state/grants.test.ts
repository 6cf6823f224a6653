import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { CreateGrantRequest, GrantOperation } from "../../generated/types";
import { readToken, writeToken } from "../../mock/engine/state/grants/grant-token";
import { seededIds } from "../../mock/engine/state/ids";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { ACCOUNT, arnOf, OTHER_REGION, REGION, World } from "./world";

const OTHER_ACCOUNT = "444455556666";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Reader`;
const OTHER_ROLE = `arn:aws:iam::${ACCOUNT}:role/Writer`;
const TERMS = { GranteePrincipal: ROLE, Operations: ["Decrypt", "DescribeKey"] } satisfies Partial<CreateGrantRequest>;

const DAY = 86_400_000;

/** A new grant of a new key. */
function granted(more: Partial<CreateGrantRequest> = {}) {
  const world = new World();
  const KeyId = world.createKey();
  const { GrantId, GrantToken } = world.ok("CreateGrant", { KeyId, ...TERMS, ...more });
  return { world, KeyId, GrantId: GrantId!, GrantToken: GrantToken! };
}

const idsOf = (world: World, KeyId: string, more: object = {}) =>
  world.ok("ListGrants", { KeyId, ...more }).Grants!.map(({ GrantId }) => GrantId);

describe("a token (docs/evidence/grants.md#ids-and-tokens)", () => {
  test("has 491 characters, begins with AQpA, and is another one each time", () => {
    const { world, KeyId, GrantToken } = granted({ Name: "name" });
    const again = world.ok("CreateGrant", { KeyId, ...TERMS, Name: "name" });
    for (const token of [GrantToken, again.GrantToken!]) expect(token).toMatch(/^AQpA[\w-]{487}$/);
    expect(again.GrantToken).not.toBe(GrantToken);
  });

  test("says which grant it is of, and shows neither id nor secret", () => {
    const { KeyId, GrantId, GrantToken } = granted();
    expect(readToken(GrantToken)).toMatchObject({ account: ACCOUNT, region: REGION, keyId: KeyId, id: GrantId });
    const shown = Buffer.from(GrantToken, "base64url").toString("latin1");
    expect(shown).not.toContain(GrantId);
    expect(shown).not.toContain(KeyId);
  });

  test("with any changed character is none", () => {
    const { GrantToken } = granted();
    const isRead = [...GrantToken].map((character, place) => {
      const other = character === "A" ? "B" : "A";
      return readToken(`${GrantToken.slice(0, place)}${other}${GrantToken.slice(place + 1)}`) !== undefined;
    });
    // The digits of the nonce can be any: then the mask fits no more.
    expect(isRead).not.toContain(true);
  });

  test.each(["", "AQpA", "AQpA not base64", "AQpA".repeat(122), "x".repeat(491)])("%j is none", (text) => {
    expect(readToken(text)).toBeUndefined();
  });

  test("that somebody made up without the secret is refused", () => {
    const { world, KeyId, GrantId } = granted();
    const forged = writeToken(
      { account: ACCOUNT, region: REGION, keyId: KeyId, id: GrantId, secret: "0".repeat(32) },
      seededIds(7),
    );
    expect(world.fault("RetireGrant", { GrantToken: forged })).toBe("InvalidGrantTokenException");
    const asked = { KeyId, ...TERMS, GrantTokens: [forged] };
    expect(world.fault("CreateGrant", asked)).toBe("InvalidGrantTokenException");
  });

  test("is taken in its own Region only, also after its grant has ended", () => {
    const { world, KeyId, GrantId, GrantToken } = granted();
    const there = world.createKey({}, { region: OTHER_REGION });
    const elsewhere = { region: OTHER_REGION };
    expect(world.fault("CreateGrant", { KeyId: there, ...TERMS, GrantTokens: [GrantToken] }, elsewhere)).toBe(
      "InvalidGrantTokenException",
    );
    expect(world.fault("RetireGrant", { GrantToken }, elsewhere)).toBe("InvalidGrantTokenException");
    world.ok("RevokeGrant", { KeyId, GrantId });
    world.ok("CreateGrant", { KeyId, ...TERMS, GrantTokens: [GrantToken] });
    expect(world.fault("RetireGrant", { GrantToken })).toBe("NotFoundException");
  });

  test("is not checked by DescribeKey, which declares no error for it", () => {
    const { world, KeyId } = granted();
    world.ok("DescribeKey", { KeyId, GrantTokens: ["nonsense"] });
  });
});

describe("the same name (docs/evidence/grants.md#same-name)", () => {
  const FIRST: CreateGrantRequest = {
    KeyId: "",
    ...TERMS,
    Name: "name",
    RetiringPrincipal: OTHER_ROLE,
    Constraints: { EncryptionContextSubset: { a: "1", b: "2" } },
  };
  test.each<{ what: string; more: Partial<CreateGrantRequest>; same: boolean }>([
    { what: "the same request", more: {}, same: true },
    { what: "its operations in another order", more: { Operations: ["DescribeKey", "Decrypt"] }, same: true },
    {
      what: "its context in another order",
      more: { Constraints: { EncryptionContextSubset: { b: "2", a: "1" } } },
      same: true,
    },
    { what: "another name", more: { Name: "Name" }, same: false },
    { what: "another grantee", more: { GranteePrincipal: OTHER_ROLE }, same: false },
    { what: "another retiring principal", more: { RetiringPrincipal: ROLE }, same: false },
    { what: "another operation", more: { Operations: ["Decrypt"] }, same: false },
    { what: "another context", more: { Constraints: { EncryptionContextSubset: { a: "1" } } }, same: false },
    {
      what: "the context to be equal",
      more: { Constraints: { EncryptionContextEquals: { a: "1", b: "2" } } },
      same: false,
    },
    { what: "no constraint", more: { Constraints: {} }, same: false },
  ])("$what: same grant $same", ({ more, same }) => {
    const world = new World();
    const KeyId = world.createKey();
    const first = world.ok("CreateGrant", { ...FIRST, KeyId });
    const second = world.ok("CreateGrant", { ...FIRST, ...more, KeyId });
    expect(second.GrantId === first.GrantId).toBe(same);
    expect(idsOf(world, KeyId)).toHaveLength(same ? 1 : 2);
  });

  test("a grant that has ended is made anew", () => {
    const { world, KeyId, GrantId } = granted({ Name: "name" });
    world.ok("RevokeGrant", { KeyId, GrantId });
    expect(world.ok("CreateGrant", { KeyId, ...TERMS, Name: "name" }).GrantId).not.toBe(GrantId);
  });

  test("counts for its key alone", () => {
    const { world, GrantId } = granted({ Name: "name" });
    const KeyId = world.createKey();
    expect(world.ok("CreateGrant", { KeyId, ...TERMS, Name: "name" }).GrantId).not.toBe(GrantId);
  });
});

/** Every operation that a grant can have, by the kinds of key that take it (docs/evidence/grants.md#operations-of-each-kind-of-key). */
describe("operations fit the kind of key", () => {
  const ANY = ["CreateGrant", "RetireGrant", "DescribeKey"];
  const ASYMMETRIC = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo"];
  const DATA_KEYS = ["", "WithoutPlaintext", "Pair", "PairWithoutPlaintext"].map((end) => `GenerateDataKey${end}`);
  const ALL = [
    ...new Set([...ANY, ...ASYMMETRIC, ...DATA_KEYS, "GetPublicKey", "Sign", "Verify", "GenerateMac", "VerifyMac"]),
    "DeriveSharedSecret",
    "Encapsulate",
    "Decapsulate",
  ] as GrantOperation[];
  test.each([
    { spec: "SYMMETRIC_DEFAULT", usage: "ENCRYPT_DECRYPT", want: [...ASYMMETRIC, ...DATA_KEYS] },
    { spec: "RSA_2048", usage: "ENCRYPT_DECRYPT", want: [...ASYMMETRIC, "GetPublicKey"] },
    { spec: "RSA_2048", usage: "SIGN_VERIFY", want: ["Sign", "Verify", "GetPublicKey"] },
    { spec: "ML_DSA_44", usage: "SIGN_VERIFY", want: ["Sign", "Verify", "GetPublicKey"] },
    { spec: "HMAC_256", usage: "GENERATE_VERIFY_MAC", want: ["GenerateMac", "VerifyMac"] },
    { spec: "ECC_NIST_P256", usage: "KEY_AGREEMENT", want: ["DeriveSharedSecret", "GetPublicKey"] },
    { spec: "ML_KEM_512", usage: "ENCAPSULATE_DECAPSULATE", want: ["Encapsulate", "Decapsulate", "GetPublicKey"] },
  ] as const)("$spec, $usage", ({ spec, usage, want }) => {
    const world = new World();
    const KeyId = world.createKey({ KeySpec: spec, KeyUsage: usage });
    const taken = ALL.filter((operation) => {
      // With another beside it: CreateGrant alone is refused for a reason of its own.
      const request = { KeyId, GranteePrincipal: ROLE, Operations: [operation, "RetireGrant"] as GrantOperation[] };
      const said = world.fault("CreateGrant", request);
      if (said !== "ok") expect(said).toBe("ValidationException");
      return said === "ok";
    });
    expect([...taken].sort()).toEqual([...ANY, ...want].sort());
  });
});

describe("what a request may not ask for", () => {
  const service = { GranteePrincipal: undefined, GranteeServicePrincipal: "s3.us-east-1.amazonaws.com" };
  const SourceArn = `arn:aws:s3:us-east-1:${ACCOUNT}:thing/x`;
  const context = (size: number, length = 1) =>
    Object.fromEntries(Array.from({ length: size }, (_, n) => [`name${n}`, "x".repeat(length)]));
  const bad = "ARN does not refer to a valid principal:";
  test.each<{ what: string; more: object; want: string }>([
    {
      what: "a service with all it needs",
      more: { ...service, RetiringPrincipal: ROLE, Constraints: { SourceArn } },
      want: "ok",
    },
    {
      what: "a service that may retire",
      more: { ...service, RetiringServicePrincipal: "s3.x.com", Constraints: { SourceArn } },
      want: "ok",
    },
    {
      what: "eight pairs of 384 characters",
      more: { Constraints: { EncryptionContextEquals: context(8, 384) } },
      want: "ok",
    },
    { what: "nine pairs", more: { Constraints: { EncryptionContextEquals: context(9) } }, want: "ValidationException" },
    {
      what: "385 characters",
      more: { Constraints: { EncryptionContextSubset: context(1, 385) } },
      want: "ValidationException",
    },
    {
      what: "two contexts",
      more: { Constraints: { EncryptionContextSubset: {}, EncryptionContextEquals: {} } },
      want: "ValidationException: More than one constraint supplied",
    },
    {
      what: "only CreateGrant, twice",
      more: { Operations: ["CreateGrant", "CreateGrant"] },
      want: "ValidationException: Grants must not contain only the CreateGrant operation.",
    },
    { what: "an account", more: { GranteePrincipal: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, want: "ok" },
    { what: "a session", more: { GranteePrincipal: `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/me` }, want: "ok" },
    { what: "a federated user", more: { GranteePrincipal: `arn:aws:sts::${ACCOUNT}:federated-user/me` }, want: "ok" },
    {
      what: "a group",
      more: { GranteePrincipal: `arn:aws:iam::${ACCOUNT}:group/g` },
      want: `InvalidArnException: ${bad} arn:aws:iam::${ACCOUNT}:group/g`,
    },
    { what: "a bare name as retiring", more: { RetiringPrincipal: "me" }, want: `InvalidArnException: ${bad} me` },
  ])("$what: $want", ({ more, want }) => {
    const world = new World();
    const request = { KeyId: world.createKey(), ...TERMS, ...more };
    expect(world.fault("CreateGrant", JSON.parse(JSON.stringify(request)))).toBe(want);
  });
});

describe("lists", () => {
  test("pages by id, each grant once, also while others end", () => {
    const world = new World();
    const KeyId = world.createKey();
    const made = Array.from({ length: 7 }, () => world.ok("CreateGrant", { KeyId, ...TERMS }).GrantId!).sort();
    const first = world.ok("ListGrants", { KeyId, Limit: 3 });
    expect(first.Grants!.map(({ GrantId }) => GrantId)).toEqual(made.slice(0, 3));
    world.ok("RevokeGrant", { KeyId, GrantId: made[2]! });
    world.ok("RevokeGrant", { KeyId, GrantId: made[3]! });
    const second = world.ok("ListGrants", { KeyId, Marker: first.NextMarker! });
    expect(second).toMatchObject({ Truncated: false });
    expect(second.Grants!.map(({ GrantId }) => GrantId)).toEqual(made.slice(4));
    // A marker of another list is none.
    const Marker = first.NextMarker!;
    expect(world.fault("ListGrants", { KeyId, GranteePrincipal: ROLE, Marker })).toBe("InvalidMarkerException");
    expect(world.fault("ListGrants", { KeyId: world.createKey(), Marker })).toBe("InvalidMarkerException");
  });

  test("by grantee and by id, together too", () => {
    const { world, KeyId, GrantId } = granted();
    const other = world.ok("CreateGrant", { KeyId, ...TERMS, GranteePrincipal: OTHER_ROLE }).GrantId!;
    expect(idsOf(world, KeyId, { GranteePrincipal: ROLE })).toEqual([GrantId]);
    expect(idsOf(world, KeyId, { GranteePrincipal: OTHER_ROLE })).toEqual([other]);
    expect(idsOf(world, KeyId, { GrantId: other, GranteePrincipal: OTHER_ROLE })).toEqual([other]);
    expect(idsOf(world, KeyId, { GrantId: other, GranteePrincipal: ROLE })).toEqual([]);
    expect(idsOf(world, KeyId, { GrantId: "0".repeat(64) })).toEqual([]);
  });

  test("an entry has what the request had, and nothing else", () => {
    const { world, KeyId, GrantId } = granted({
      Name: "name",
      RetiringPrincipal: OTHER_ROLE,
      Constraints: { EncryptionContextEquals: { Department: "IT" } },
    });
    expect(world.ok("ListGrants", { KeyId }).Grants).toEqual([
      {
        KeyId: arnOf(KeyId),
        GrantId,
        Name: "name",
        CreationDate: world.now / 1000,
        GranteePrincipal: ROLE,
        RetiringPrincipal: OTHER_ROLE,
        IssuingAccount: `arn:aws:iam::${ACCOUNT}:root`,
        Operations: ["Decrypt", "DescribeKey"],
        Constraints: { EncryptionContextEquals: { Department: "IT" } },
      },
    ]);
  });

  test("what may be retired: over keys and accounts of one Region, in pages", () => {
    const world = new World();
    const theirs = { account: OTHER_ACCOUNT };
    const terms = { ...TERMS, RetiringPrincipal: ROLE };
    const ids = [
      ...[1, 2].flatMap(() => {
        const KeyId = world.createKey();
        return [1, 2].map(() => world.ok("CreateGrant", { KeyId, ...terms }).GrantId!);
      }),
      world.ok("CreateGrant", { KeyId: world.createKey({}, theirs), ...terms }, theirs).GrantId!,
    ].sort();
    // Neither another Region's nor another principal's.
    const there = world.createKey({}, { region: OTHER_REGION });
    world.ok("CreateGrant", { KeyId: there, ...terms }, { region: OTHER_REGION });
    world.ok("CreateGrant", { KeyId: world.createKey(), ...TERMS, RetiringPrincipal: OTHER_ROLE });
    const found: string[] = [];
    for (let Marker: string | undefined; ; ) {
      const request = { RetiringPrincipal: ROLE, Limit: 2, ...(Marker !== undefined && { Marker }) };
      const page = world.ok("ListRetirableGrants", request);
      found.push(...page.Grants!.map(({ GrantId }) => GrantId!));
      Marker = page.NextMarker;
      if (Marker === undefined) break;
    }
    expect(found).toEqual(ids);
    // The principal is not of the other account, which sees its own keys only.
    expect(world.ok("ListRetirableGrants", { RetiringPrincipal: ROLE }, theirs).Grants).toHaveLength(1);
  });
});

describe("who may retire (docs/evidence/grants.md#who-may-retire-a-grant)", () => {
  const user = (arn: string) => ({ principal: { arn }, account: /\d{12}/.exec(arn)![0] });
  const RETIRER = `arn:aws:iam::${OTHER_ACCOUNT}:role/Retirer`;
  const denied = /^AccessDeniedException: User: .* is not authorized to perform: kms:RetireGrant on resource: arn:/;
  test.each([
    { who: "the retiring principal", arn: RETIRER, operations: ["Decrypt"], may: true },
    {
      who: "its session",
      arn: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Retirer/me`,
      operations: ["Decrypt"],
      may: true,
    },
    {
      who: "another of its account",
      arn: `arn:aws:iam::${OTHER_ACCOUNT}:role/Other`,
      operations: ["Decrypt"],
      may: false,
    },
    { who: "the grantee", arn: ROLE, operations: ["Decrypt"], may: false },
    { who: "the grantee of RetireGrant", arn: ROLE, operations: ["Decrypt", "RetireGrant"], may: true },
    { who: "the account's root", arn: `arn:aws:iam::${ACCOUNT}:root`, operations: ["Decrypt"], may: true },
    { who: "another of the account", arn: OTHER_ROLE, operations: ["Decrypt", "RetireGrant"], may: false },
  ])("$who: $may, by token as by id", ({ arn, operations, may }) => {
    for (const way of ["token", "id"] as const) {
      const { world, KeyId, GrantId, GrantToken } = granted({
        RetiringPrincipal: RETIRER,
        Operations: operations as GrantOperation[],
        Constraints: { EncryptionContextEquals: { a: "b" } },
      });
      const request = way === "token" ? { GrantToken } : { KeyId: arnOf(KeyId), GrantId };
      const said = world.fault("RetireGrant", request, user(arn));
      if (may) expect(said).toBe("ok");
      else expect(said).toMatch(denied);
      expect(idsOf(world, KeyId)).toHaveLength(may ? 0 : 1);
    }
  });
});

describe("DryRun", () => {
  const DRY = "DryRunOperationException: The request would have succeeded, but the DryRun option is set.";
  test("says that the call would succeed, and changes nothing", () => {
    const { world, KeyId, GrantId, GrantToken } = granted();
    const before = snapshot(world.state);
    expect(world.fault("CreateGrant", { KeyId, ...TERMS, DryRun: true })).toBe(DRY);
    expect(world.fault("RetireGrant", { GrantToken, DryRun: true })).toBe(DRY);
    expect(world.fault("RevokeGrant", { KeyId, GrantId, DryRun: true })).toBe(DRY);
    expect(snapshot(world.state)).toEqual(before);
    world.ok("RevokeGrant", { KeyId, GrantId, DryRun: false });
  });

  test("comes after every other check", () => {
    const { world, KeyId } = granted();
    world.ok("DisableKey", { KeyId });
    expect(world.fault("CreateGrant", { KeyId, ...TERMS, DryRun: true })).toMatch(/^DisabledException/);
    const GrantId = "0".repeat(64);
    expect(world.fault("RevokeGrant", { KeyId, GrantId, DryRun: true })).toBe("NotFoundException");
  });
});

describe("the end of a grant", () => {
  test("comes with the end of its key; the name and the retiring principal find it no more", () => {
    const { world, KeyId } = granted({ Name: "name", RetiringPrincipal: OTHER_ROLE });
    const stays = world.ok("CreateGrant", { KeyId: world.createKey(), ...TERMS, RetiringPrincipal: OTHER_ROLE });
    world.ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    world.pass(8 * DAY);
    const left = world.ok("ListRetirableGrants", { RetiringPrincipal: OTHER_ROLE }).Grants!;
    expect(left.map(({ GrantId }) => GrantId)).toEqual([stays.GrantId]);
    expect(snapshot(world.state).grants).toHaveLength(1);
  });

  test("related multi-Region keys share no grants", () => {
    const world = new World();
    const KeyId = world.createKey({ MultiRegion: true });
    world.ok("CreateGrant", { KeyId, ...TERMS });
    world.ok("ReplicateKey", { KeyId, ReplicaRegion: OTHER_REGION });
    world.pass(2000);
    expect(world.ok("ListGrants", { KeyId }, { region: OTHER_REGION }).Grants).toEqual([]);
    const { GrantId } = world.ok("CreateGrant", { KeyId, ...TERMS }, { region: OTHER_REGION });
    expect(idsOf(world, KeyId)).not.toContain(GrantId);
  });
});

describe("a saved state", () => {
  test("gives every grant back, and its tokens stay good", () => {
    const { world, KeyId, GrantToken } = granted({ Name: "name", RetiringPrincipal: OTHER_ROLE });
    const json = snapshot(world.state);
    const again = new World();
    again.state.apply([]);
    const state = restore(JSON.parse(JSON.stringify(json)));
    expect(snapshot(state)).toEqual(json);
    Object.assign(again, { state });
    again.ok("RetireGrant", { GrantToken });
    expect(idsOf(again, KeyId)).toEqual([]);
  });

  test("of before there were grants is read", () => {
    const { world } = granted();
    const { grants: _, ...older } = snapshot(world.state);
    expect(snapshot(restore(older)).grants).toEqual([]);
  });

  test.each<{ what: string; change: (grant: Record<string, unknown>) => unknown; want: RegExp }>([
    { what: "a grant twice", change: (grant) => [grant, grant], want: /the grant .* is there twice/ },
    {
      what: "a grant without its key",
      change: (grant) => [{ ...grant, region: "eu-west-1" }],
      want: /for the key .*, which is not there/,
    },
    {
      what: "a grant without grantee",
      change: ({ grantee: _, ...grant }) => [grant],
      want: /has not exactly one grantee/,
    },
    {
      what: "two retiring principals",
      change: (grant) => [{ ...grant, retiring: ROLE, retiringService: "s3.x.com" }],
      want: /two retiring/,
    },
    {
      what: "a secret that is none",
      change: (grant) => [{ ...grant, secret: "x" }],
      want: /secret it must match pattern/,
    },
  ])("with $what is refused", ({ change, want }) => {
    const { world } = granted();
    const json = JSON.parse(JSON.stringify(snapshot(world.state)));
    expect(() => restore({ ...json, grants: change(json.grants[0]) })).toThrow(want);
  });

  test("its size counts grants, and is 0 when all have ended", () => {
    const { world, KeyId } = granted({ Name: "name", Constraints: { EncryptionContextEquals: { a: "b" } } });
    const before = world.state.bytes;
    const { GrantId } = world.ok("CreateGrant", { KeyId, ...TERMS, RetiringPrincipal: OTHER_ROLE });
    const { grants } = snapshot(world.state);
    const length = JSON.stringify(grants!.find(({ id }) => id === GrantId)).length;
    expect((world.state.bytes - before) / length).toBeGreaterThan(0.8);
    expect((world.state.bytes - before) / length).toBeLessThan(1.2);
    world.ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    world.pass(8 * DAY);
    expect(world.state.bytes).toBe(0);
    world.state.clearAccount(ACCOUNT);
    expect(world.state.bytes).toBe(0);
  });
});

test("the tokens of the document's examples are tokens of the mock", () => {
  const { CreatedGrant, RetireGrantByToken } = parse(readFileSync("openapi/examples/grants.yaml", "utf8"));
  const { GrantId, GrantToken } = CreatedGrant.value;
  expect(readToken(GrantToken)).toMatchObject({ id: GrantId, account: ACCOUNT, region: REGION });
  expect(RetireGrantByToken.value.GrantToken).toBe(GrantToken);
});
