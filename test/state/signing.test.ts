import { createHash } from "node:crypto";
import type { TrentOperation } from "../../generated/types";
import { cloudTrailRecord } from "../../mock/engine/state/cloudtrail";
import { arnOf, OTHER_REGION, World } from "./world";

const Message = Buffer.from("Hello World").toString("base64");
const HASH = createHash("sha256").update("Hello World").digest("base64");

const last = (world: World) => cloudTrailRecord(world.events.at(-1)!);

const SIGNING = { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" } as const;
const HMAC = { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" } as const;
const KEM = { KeySpec: "ML_KEM_512", KeyUsage: "ENCAPSULATE_DECAPSULATE" } as const;
const AGREEMENT = { KeySpec: "ECC_NIST_P256", KeyUsage: "KEY_AGREEMENT" } as const;

describe("two faults: which one is refused (docs/evidence/signing.md)", () => {
  const USAGE = "InvalidKeyUsageException: ARN key usage is GENERATE_VERIFY_MAC which is not valid for Sign.";
  test.each([
    { what: "usage before state", made: HMAC, disabled: true, more: {}, want: USAGE },
    {
      what: "state before algorithm",
      made: SIGNING,
      disabled: true,
      more: { SigningAlgorithm: "RSASSA_PSS_SHA_256" },
      want: "DisabledException: ARN is disabled.",
    },
    {
      what: "algorithm before message type",
      made: SIGNING,
      more: { SigningAlgorithm: "ED25519_SHA_512", MessageType: "DIGEST" },
      want: "InvalidKeyUsageException: Algorithm ED25519_SHA_512 is incompatible with key spec ECC_NIST_P256.",
    },
    {
      what: "message type before the length of a digest",
      made: SIGNING,
      more: { MessageType: "EXTERNAL_MU" },
      want: "ValidationException: Message type EXTERNAL_MU is incompatible with algorithm ECDSA_SHA_256.",
    },
    {
      what: "length of a digest before the dry run",
      made: SIGNING,
      more: { MessageType: "DIGEST", DryRun: true },
      want: "ValidationException: Digest is invalid length for algorithm ECDSA_SHA_256.",
    },
  ])("$what", ({ made, disabled, more, want }) => {
    const world = new World();
    const KeyId = world.createKey(made);
    if (disabled) world.ok("DisableKey", { KeyId });
    const request = { KeyId, Message, SigningAlgorithm: "ECDSA_SHA_256", ...more } as never;
    expect(world.fault("Sign", request).replace(arnOf(KeyId), "ARN")).toBe(want);
  });

  test("the signature before the dry run", () => {
    const world = new World();
    const KeyId = world.createKey(SIGNING);
    const request = { KeyId, Message, SigningAlgorithm: "ECDSA_SHA_256", DryRun: true } as const;
    expect(world.fault("Verify", { ...request, Signature: "QQ==" })).toBe("KMSInvalidSignatureException");
    const { Signature } = world.ok("Sign", { ...request, DryRun: false });
    expect(world.fault("Verify", { ...request, Signature: Signature! })).toMatch(/^DryRunOperationException/);
  });
});

describe("a Recipient is refused with our own text (docs/evidence/encryption.md#recipient)", () => {
  const Recipient = { KeyEncryptionAlgorithm: "RSAES_OAEP_SHA_256", AttestationDocument: "QQ==" } as const;
  const WANT = "ValidationException: Trent cannot verify attestation documents. Leave Recipient out.";
  test.each([
    ["DeriveSharedSecret", AGREEMENT, { KeyAgreementAlgorithm: "ECDH", PublicKey: "QQ==" }],
    ["GenerateDataKeyPair", {}, { KeyPairSpec: "ECC_NIST_P256" }],
  ] as const)("%s", (operation, made, more) => {
    const world = new World();
    expect(world.fault(operation, { KeyId: world.createKey(made), ...more, Recipient } as never)).toBe(WANT);
  });
});

describe("SM2 in a China Region (docs/evidence/signing.md#sm2-here)", () => {
  const region = "cn-north-1";
  const NOT_HERE = "ValidationException: SM2 is not available in this mock.";
  test.each([
    ["GetPublicKey", "SIGN_VERIFY", {}],
    ["Sign", "SIGN_VERIFY", { Message, SigningAlgorithm: "SM2DSA" }],
    ["Verify", "SIGN_VERIFY", { Message, SigningAlgorithm: "SM2DSA", Signature: "QQ==" }],
    ["DeriveSharedSecret", "KEY_AGREEMENT", { KeyAgreementAlgorithm: "ECDH", PublicKey: "QQ==" }],
  ] as const)("%s of an SM2 key is refused", (operation, KeyUsage, more) => {
    const world = new World();
    const KeyId = world.createKey({ KeySpec: "SM2", KeyUsage }, { region });
    expect(world.fault(operation, { KeyId, ...more } as never, { region })).toBe(NOT_HERE);
  });

  test.each(["GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"] as const)(
    "%s: there and elsewhere",
    (operation) => {
      const world = new World();
      const there = { KeyId: world.createKey({}, { region }), KeyPairSpec: "SM2" } as const;
      expect(world.fault(operation, there, { region })).toBe(NOT_HERE);
      const elsewhere = { KeyId: world.createKey(), KeyPairSpec: "SM2" } as const;
      expect(world.fault(operation, elsewhere)).toBe("UnsupportedOperationException");
    },
  );
});

describe("one key, one pair", () => {
  test("the public key stays, also in a replica", () => {
    const world = new World();
    const KeyId = world.createKey({ ...SIGNING, MultiRegion: true });
    const { PublicKey } = world.ok("GetPublicKey", { KeyId });
    world.ok("ReplicateKey", { KeyId, ReplicaRegion: OTHER_REGION });
    world.pass(1000);
    expect(world.ok("GetPublicKey", { KeyId }, { region: OTHER_REGION }).PublicKey).toBe(PublicKey);
    const { Signature } = world.ok("Sign", { KeyId, Message, SigningAlgorithm: "ECDSA_SHA_256" });
    const request = { KeyId, Message, SigningAlgorithm: "ECDSA_SHA_256", Signature: Signature! } as const;
    expect(world.ok("Verify", request, { region: OTHER_REGION }).SignatureValid).toBe(true);
  });

  test("two keys have two", () => {
    const world = new World();
    const [first, second] = [0, 1].map(() => world.ok("GetPublicKey", { KeyId: world.createKey(SIGNING) }).PublicKey);
    expect(first).not.toBe(second);
  });

  test("a MAC is the same over Regions of one multi-Region key", () => {
    const world = new World();
    const KeyId = world.createKey({ ...HMAC, MultiRegion: true });
    world.ok("ReplicateKey", { KeyId, ReplicaRegion: OTHER_REGION });
    world.pass(1000);
    const request = { KeyId, Message, MacAlgorithm: "HMAC_SHA_256" } as const;
    expect(world.ok("GenerateMac", request, { region: OTHER_REGION }).Mac).toBe(world.ok("GenerateMac", request).Mac);
  });
});

describe("CloudTrail records (docs/evidence/signing.md#records)", () => {
  const secretsOf = (values: object) =>
    Object.entries(values)
      .filter(([name]) => /Message|Mac$|Signature|Secret|Blob|Plaintext|PublicKey/.test(name))
      .map(([, value]) => String(value));

  const ROWS: readonly { operation: TrentOperation; made: object; request: object; shown: object }[] = [
    { operation: "GetPublicKey", made: SIGNING, request: {}, shown: {} },
    {
      operation: "Sign",
      made: SIGNING,
      request: { Message: HASH, MessageType: "DIGEST", SigningAlgorithm: "ECDSA_SHA_256" },
      shown: { messageType: "DIGEST", signingAlgorithm: "ECDSA_SHA_256" },
    },
    {
      operation: "GenerateMac",
      made: HMAC,
      request: { Message, MacAlgorithm: "HMAC_SHA_256" },
      shown: { macAlgorithm: "HMAC_SHA_256" },
    },
    {
      operation: "Encapsulate",
      made: KEM,
      request: { EncapsulationAlgorithm: "ML_KEM" },
      shown: { encapsulationAlgorithm: "ML_KEM" },
    },
    {
      operation: "GenerateDataKeyPair",
      made: {},
      request: { KeyPairSpec: "ECC_NIST_P256", EncryptionContext: { Department: "example" } },
      shown: { keyPairSpec: "ECC_NIST_P256", encryptionContext: { Department: "example" } },
    },
  ];

  test.each(ROWS)("$operation: $shown, and nothing secret", ({ operation, made, request, shown }) => {
    const world = new World();
    const KeyId = world.createKey(made);
    const body = world.ok(operation, { KeyId, ...request } as never) as object;
    expect(last(world)).toMatchObject({
      eventName: operation,
      readOnly: true,
      requestParameters: { keyId: KeyId, ...shown },
      responseElements: null,
      resources: [{ accountId: "111122223333", type: "AWS::KMS::Key", ARN: arnOf(KeyId) }],
    });
    const events = JSON.stringify(world.events);
    for (const secret of [...secretsOf(request), ...secretsOf(body)])
      if (!/^(RAW|DIGEST)$/.test(secret)) expect(events).not.toContain(secret);
  });

  test.each([
    [
      "Verify",
      SIGNING,
      { Message, SigningAlgorithm: "ECDSA_SHA_256", Signature: "c2lnbmF0dXJl" },
      "KMSInvalidSignatureException",
    ],
    ["VerifyMac", HMAC, { Message, MacAlgorithm: "HMAC_SHA_256", Mac: "c2lnbmF0dXJl" }, "KMSInvalidMacException"],
  ] as const)("a failed %s has its error, and neither message nor code", (operation, made, request, errorCode) => {
    const world = new World();
    world.fault(operation, { KeyId: world.createKey(made), ...request } as never);
    expect(last(world)).toMatchObject({ errorCode });
    expect(last(world)).not.toHaveProperty("errorMessage");
    expect(JSON.stringify(world.events)).not.toMatch(/c2lnbmF0dXJl|SGVsbG8/);
  });

  test("the material of a data key pair is in additionalEventData", () => {
    const world = new World();
    const { KeyMaterialId } = world.ok("GenerateDataKeyPair", {
      KeyId: world.createKey(),
      KeyPairSpec: "ECC_NIST_P256",
    });
    expect(last(world)).toMatchObject({ additionalEventData: { keyMaterialId: KeyMaterialId } });
  });
});
