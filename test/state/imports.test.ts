import { createHash, generateKeyPairSync } from "node:crypto";
import { newEllipticKey, newRsaKey, wrapMaterial } from "../../contracts/given/wrap-material";
import type { AlgorithmSpec, KeySpec, KeyUsageType, WrappingKeySpec } from "../../generated/types";
import { toHex } from "../../mock/engine/cryptography/bytes";
import { derivedBytes } from "../../mock/engine/cryptography/derived-bytes";
import { createPortableCryptography } from "../../mock/engine/cryptography/portable/portable-cryptography";
import { allOperations } from "../../mock/engine/state/all-operations";
import { seededIds } from "../../mock/engine/state/ids";
import { perform } from "../../mock/engine/state/perform";
import { restore, snapshot } from "../../mock/engine/state/snapshot";
import { DEFAULT_TIMING } from "../../mock/engine/state/transition-context";
import { FOREVER, importInto, wrapped } from "./importing";
import { ACCOUNT, arnOf, DAY, OTHER_REGION, REGION, START, said, World } from "./world";

const ID = "00000000-0000-4000-8000-000000000001";
const EXTERNAL = { Origin: "EXTERNAL" } as const;
const A = Buffer.alloc(32, "a");
const B = Buffer.alloc(32, "b");
const C = Buffer.alloc(32, "c");
const NEW = { ImportType: "NEW_KEY_MATERIAL" } as const;
const EXISTING = { ImportType: "EXISTING_KEY_MATERIAL" } as const;

const metadata = (world: World, KeyId: string, region?: string) =>
  world.ok("DescribeKey", { KeyId }, region === undefined ? {} : { region }).KeyMetadata!;
const materials = (world: World, KeyId: string, region?: string) =>
  world
    .ok("ListKeyRotations", { KeyId, IncludeKeyMaterial: "ALL_KEY_MATERIAL" }, region === undefined ? {} : { region })
    .Rotations!.map(({ KeyMaterialState, ImportState }) => `${KeyMaterialState} ${ImportState}`);

const KINDS: readonly { spec: KeySpec; usage: KeyUsageType }[] = [
  { spec: "SYMMETRIC_DEFAULT", usage: "ENCRYPT_DECRYPT" },
  { spec: "HMAC_512", usage: "GENERATE_VERIFY_MAC" },
  { spec: "RSA_2048", usage: "SIGN_VERIFY" },
  { spec: "ECC_NIST_P256", usage: "SIGN_VERIFY" },
  { spec: "ECC_NIST_P521", usage: "KEY_AGREEMENT" },
  { spec: "ECC_SECG_P256K1", usage: "SIGN_VERIFY" },
  { spec: "ECC_NIST_EDWARDS25519", usage: "SIGN_VERIFY" },
  { spec: "ML_DSA_44", usage: "SIGN_VERIFY" },
  { spec: "ML_KEM_512", usage: "ENCAPSULATE_DECAPSULATE" },
];
const ALGORITHMS: readonly AlgorithmSpec[] = [
  "RSAES_OAEP_SHA_1",
  "RSAES_OAEP_SHA_256",
  "RSA_AES_KEY_WRAP_SHA_1",
  "RSA_AES_KEY_WRAP_SHA_256",
];

/** The pairings of docs/evidence/imports.md#wrapping-algorithms: O for RSAES_OAEP, W for RSA_AES_KEY_WRAP. */
const TAKES: Readonly<Record<string, Readonly<Record<"RSA_2048" | "RSA_3072", string>>>> = {
  SYMMETRIC_DEFAULT: { RSA_2048: "O", RSA_3072: "O" },
  HMAC_512: { RSA_2048: "O", RSA_3072: "O" },
  RSA_2048: { RSA_2048: "W", RSA_3072: "W" },
  ECC_NIST_P256: { RSA_2048: "OW", RSA_3072: "OW" },
  ECC_NIST_P521: { RSA_2048: "W", RSA_3072: "OW" },
  ECC_SECG_P256K1: { RSA_2048: "OW", RSA_3072: "OW" },
  ECC_NIST_EDWARDS25519: { RSA_2048: "", RSA_3072: "" },
  ML_DSA_44: { RSA_2048: "", RSA_3072: "" },
  ML_KEM_512: { RSA_2048: "", RSA_3072: "" },
};

describe.each(KINDS)("GetParametersForImport for $spec", ({ spec, usage }) => {
  const cells = (["RSA_2048", "RSA_3072"] as const).flatMap((wrapping) =>
    ALGORITHMS.map((algorithm) => ({
      wrapping,
      algorithm,
      want: TAKES[spec]![wrapping].includes(algorithm.startsWith("RSAES") ? "O" : "W"),
    })),
  );
  test.each(cells)("$algorithm with $wrapping: $want", ({ wrapping, algorithm, want }) => {
    const world = new World();
    const KeyId = world.createKey({ ...EXTERNAL, KeySpec: spec, KeyUsage: usage });
    const request = { KeyId, WrappingAlgorithm: algorithm, WrappingKeySpec: wrapping };
    const text = `ValidationException: Wrapping algorithm ${algorithm} and wrapping key spec ${wrapping} cannot be used to import a ${spec} key.`;
    expect(said(world.call("GetParametersForImport", request))).toBe(want ? "ok" : text);
  });
});

test.each<[AlgorithmSpec, WrappingKeySpec]>([
  ["RSAES_PKCS1_V1_5", "RSA_2048"],
  ["SM2PKE", "SM2"],
  ["SM2PKE", "RSA_2048"],
  ["RSAES_OAEP_SHA_256", "SM2"],
])("%s with %s is not supported", (WrappingAlgorithm, WrappingKeySpec) => {
  const world = new World();
  const request = { KeyId: world.createKey(EXTERNAL), WrappingAlgorithm, WrappingKeySpec };
  expect(world.fault("GetParametersForImport", request)).toBe("UnsupportedOperationException");
});

const elliptic = (namedCurve: string) =>
  generateKeyPairSync("ec", { namedCurve }).privateKey.export({ type: "pkcs8", format: "der" });
const hmac = (spec: KeySpec) => ({ KeySpec: spec, KeyUsage: "GENERATE_VERIFY_MAC" }) as const;
const signing = (spec: KeySpec) => ({ KeySpec: spec, KeyUsage: "SIGN_VERIFY" }) as const;
const WRAP = { algorithm: "RSA_AES_KEY_WRAP_SHA_256" } as const;
const WRONG = "IncorrectKeyMaterialException";

describe("the form of the material", () => {
  test.each([
    { what: "32 bytes", key: {}, material: A, want: "ok" },
    { what: "31 bytes", key: {}, material: A.subarray(1), want: WRONG },
    { what: "16 bytes", key: {}, material: A.subarray(16), want: WRONG },
    { what: "28 bytes for HMAC_224", key: hmac("HMAC_224"), material: A.subarray(4), want: "ok" },
    { what: "27 bytes for HMAC_224", key: hmac("HMAC_224"), material: A.subarray(5), want: WRONG },
    { what: "128 bytes for HMAC_224", key: hmac("HMAC_224"), material: Buffer.alloc(128), want: "ok" },
    { what: "129 bytes for HMAC_224", key: hmac("HMAC_224"), material: Buffer.alloc(129), want: WRONG },
    { what: "63 bytes for HMAC_512", key: hmac("HMAC_512"), material: Buffer.alloc(63), want: WRONG },
    { what: "a P-256 key", key: signing("ECC_NIST_P256"), material: elliptic("P-256"), how: WRAP, want: "ok" },
    { what: "a P-384 key", key: signing("ECC_NIST_P384"), material: elliptic("P-384"), how: WRAP, want: "ok" },
    { what: "a P-521 key", key: signing("ECC_NIST_P521"), material: elliptic("P-521"), how: WRAP, want: "ok" },
    {
      what: "a secp256k1 key",
      key: signing("ECC_SECG_P256K1"),
      material: elliptic("secp256k1"),
      how: WRAP,
      want: "ok",
    },
    { what: "a P-256 key by OAEP", key: signing("ECC_NIST_P256"), material: elliptic("P-256"), want: "ok" },
    {
      what: "a key of another curve",
      key: signing("ECC_NIST_P256"),
      material: elliptic("P-384"),
      how: WRAP,
      want: WRONG,
    },
    { what: "an RSA key", key: signing("RSA_2048"), material: newRsaKey().bytes, how: WRAP, want: "ok" },
    {
      what: "an RSA key of another length",
      key: signing("RSA_3072"),
      material: newRsaKey().bytes,
      how: WRAP,
      want: WRONG,
    },
    { what: "no key", key: signing("RSA_2048"), material: A, how: WRAP, want: WRONG },
  ])("$what: $want", ({ key, material, how, want }) => {
    const world = new World();
    const KeyId = world.createKey({ ...EXTERNAL, ...key });
    const request = { KeyId, ...wrapped(world, KeyId, material, how), ...FOREVER };
    expect(said(world.call("ImportKeyMaterial", request))).toBe(want);
    expect(metadata(world, KeyId).KeyState).toBe(want === "ok" ? "Enabled" : "PendingImport");
  });
});

describe("what the import needs", () => {
  test("the id of the material follows from the key and the bytes", () => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    const want = createHash("sha256").update(KeyId).update(A).digest("hex");
    expect(importInto(world, KeyId, A)).toBe(want);
    expect(importInto(world, KeyId, A)).toBe(want);
    expect(metadata(world, KeyId)).toMatchObject({ CurrentKeyMaterialId: want, KeyState: "Enabled", ...FOREVER });
    expect(importInto(world, world.createKey(EXTERNAL), A)).not.toBe(want);
  });

  test("each call gives another token, and each of them can be used, again and again", () => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    const [first, second] = [wrapped(world, KeyId, A), wrapped(world, KeyId, A)];
    expect(first.ImportToken).toMatch(/^AQEC/);
    expect(first.ImportToken).not.toBe(second.ImportToken);
    for (const each of [second, first, first])
      expect(said(world.call("ImportKeyMaterial", { KeyId, ...each, ...FOREVER }))).toBe("ok");
  });

  test("a token outlives a restart, which knows nothing of the pair", () => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    const parameters = wrapped(world, KeyId, A);
    const state = restore(JSON.parse(JSON.stringify(snapshot(world.state))));
    const call = { operation: "ImportKeyMaterial", request: { KeyId, ...parameters, ...FOREVER } } as const;
    const caller = { account: ACCOUNT, region: REGION, requestId: KeyId };
    const context = {
      now: world.now,
      ids: seededIds(2),
      timing: DEFAULT_TIMING,
      operations: allOperations,
      cryptography: createPortableCryptography(),
    };
    expect(said(perform(state, { ...call, ...caller }, context).outcome)).toBe("ok");
  });

  test.each([
    { what: "right now", later: 0, want: "ok" },
    { what: "a moment before its day is over", later: DAY - 1, want: "ok" },
    { what: "a day later", later: DAY, want: "ExpiredImportTokenException" },
  ])("a token $what: $want", ({ later, want }) => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    const parameters = wrapped(world, KeyId);
    world.pass(later);
    expect(said(world.call("ImportKeyMaterial", { KeyId, ...parameters, ...FOREVER }))).toBe(want);
  });

  test("a token of another key, of the same key in another Region, and any with a byte changed is none", () => {
    const world = new World();
    const KeyId = world.createKey({ ...EXTERNAL, MultiRegion: true });
    const { ImportToken, EncryptedKeyMaterial } = wrapped(world, world.createKey(EXTERNAL));
    const refused = (token: string, region?: string) =>
      world.fault(
        "ImportKeyMaterial",
        { KeyId, ImportToken: token, EncryptedKeyMaterial, ...FOREVER },
        region === undefined ? {} : { region },
      );
    expect(refused(ImportToken)).toBe("InvalidImportTokenException");
    const own = wrapped(world, KeyId, A).ImportToken;
    const bytes = Buffer.from(own, "base64");
    for (const place of [0, 3, 4, 15, 16, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[place]! ^= 1;
      expect(refused(changed.toString("base64"))).toBe("InvalidImportTokenException");
    }
    expect(refused("AQEC")).toBe("InvalidImportTokenException");
    importInto(world, KeyId, A);
    world.ok("ReplicateKey", { KeyId, ReplicaRegion: OTHER_REGION });
    world.pass(1000);
    expect(refused(own, OTHER_REGION)).toBe("InvalidImportTokenException");
  });

  test.each([
    { what: "no bytes of RSA", wrap: () => Buffer.alloc(256, 1), want: "InvalidCiphertextException" },
    { what: "too short", wrap: () => Buffer.alloc(255), want: "ValidationException: Invalid encrypted key size." },
    { what: "too long", wrap: () => Buffer.alloc(257), want: "ValidationException: Invalid encrypted key size." },
    {
      what: "wrapped by the other hash",
      wrap: (key: string) => Buffer.from(wrapMaterial("RSAES_OAEP_SHA_1", key, A), "base64"),
      want: "InvalidCiphertextException",
    },
  ])("wrapped material that is $what: $want", ({ wrap, want }) => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    const request = { KeyId, WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" } as const;
    const { ImportToken, PublicKey } = world.ok("GetParametersForImport", request);
    const EncryptedKeyMaterial = wrap(PublicKey!).toString("base64");
    expect(
      world.fault("ImportKeyMaterial", { KeyId, ImportToken: ImportToken!, EncryptedKeyMaterial, ...FOREVER }),
    ).toBe(want);
    expect(metadata(world, KeyId).KeyState).toBe("PendingImport");
  });

  const at = (milliseconds: number) => (START + milliseconds) / 1000;
  test.each([
    {
      more: {},
      want: "ValidationException: A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES",
    },
    { more: { ValidTo: at(1) }, want: "ok" },
    { more: { ValidTo: at(365 * DAY) }, want: "ok" },
    { more: { ValidTo: at(365 * DAY + 1) }, want: "ValidationException" },
    { more: { ValidTo: at(0) }, want: "ValidationException" },
    { more: { ...FOREVER, ValidTo: at(DAY) }, want: "ValidationException" },
  ])("expiration $more: $want", ({ more, want }) => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    expect(said(world.call("ImportKeyMaterial", { KeyId, ...wrapped(world, KeyId), ...more }))).toBe(want);
  });
});

describe("the key-state table (docs/evidence/key-states.md#table)", () => {
  const N3 = "KMSInvalidStateException: ARN is pending deletion.";
  const N14 = "KMSInvalidStateException: ARN is creating.";
  const N15 = "KMSInvalidStateException: ARN is updating.";
  /** Of an import without a token: the state does not refuse it. */
  const NO_TOKEN = "InvalidImportTokenException";
  test.each([
    { state: "Enabled", parameters: "ok", imports: NO_TOKEN, deletes: "ok" },
    { state: "Disabled", parameters: "ok", imports: NO_TOKEN, deletes: "ok" },
    { state: "PendingDeletion", parameters: N3, imports: N3, deletes: "ok" },
    { state: "PendingImport", parameters: "ok", imports: NO_TOKEN, deletes: "ok" },
    { state: "Creating", parameters: N14, imports: N14, deletes: N14 },
    { state: "Updating", parameters: N15, imports: NO_TOKEN, deletes: N15 },
  ])("$state", ({ state, parameters, imports, deletes }) => {
    const world = new World(`keys: [{ id: ${ID}, origin: EXTERNAL, state: ${state} }]`);
    const WRAPPING = { WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" } as const;
    const blobs = { ImportToken: "AQEC", EncryptedKeyMaterial: "AQEC" };
    const shown = (text: string) => text.replace(/arn:\S+/, "ARN");
    expect(shown(said(world.call("GetParametersForImport", { KeyId: ID, ...WRAPPING })))).toBe(parameters);
    expect(shown(said(world.call("ImportKeyMaterial", { KeyId: ID, ...blobs, ...FOREVER })))).toBe(imports);
    expect(shown(said(world.call("DeleteImportedKeyMaterial", { KeyId: ID })))).toBe(deletes);
    const after = deletes === "ok" && state !== "PendingDeletion" ? "PendingImport" : state;
    expect(metadata(world, ID).KeyState).toBe(after);
  });
});

describe("several materials", () => {
  test("new material waits, is rotated to, and both are needed from then on", () => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    const first = importInto(world, KeyId, A);
    expect(world.fault("RotateKeyOnDemand", { KeyId })).toContain("No available key material pending rotation");
    const second = importInto(world, KeyId, B, NEW);
    expect(materials(world, KeyId)).toEqual(["CURRENT IMPORTED", "PENDING_ROTATION IMPORTED"]);
    world.ok("RotateKeyOnDemand", { KeyId });
    world.pass(1000);
    expect(materials(world, KeyId)).toEqual(["NON_CURRENT IMPORTED", "CURRENT IMPORTED"]);
    expect(metadata(world, KeyId).CurrentKeyMaterialId).toBe(second);

    expect(world.ok("DeleteImportedKeyMaterial", { KeyId, KeyMaterialId: first })).toEqual({
      KeyId: arnOf(KeyId),
      KeyMaterialId: first,
    });
    expect(metadata(world, KeyId)).toMatchObject({ KeyState: "PendingImport", CurrentKeyMaterialId: second });
    world.ok("DeleteImportedKeyMaterial", { KeyId });
    expect(materials(world, KeyId)).toEqual(["NON_CURRENT PENDING_IMPORT", "CURRENT PENDING_IMPORT"]);
    expect(importInto(world, KeyId, B)).toBe(second);
    expect(metadata(world, KeyId).KeyState).toBe("PendingImport");
    expect(importInto(world, KeyId, A, { KeyMaterialId: first })).toBe(first);
    expect(metadata(world, KeyId).KeyState).toBe("Enabled");
  });

  test.each([
    { what: "the same as new", material: A, more: NEW, want: WRONG },
    { what: "other as existing", material: C, more: EXISTING, want: WRONG },
    { what: "other, by default", material: C, more: {}, want: WRONG },
    { what: "the same with another id", material: A, more: { KeyMaterialId: "0".repeat(64) }, want: WRONG },
    {
      what: "an id with new material",
      material: C,
      more: { ...NEW, KeyMaterialId: "0".repeat(64) },
      want: "ValidationException",
    },
    { what: "a third while one waits", material: C, more: NEW, want: "KMSInvalidStateException" },
  ])("$what is refused: $want", ({ material, more, want }) => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    importInto(world, KeyId, A);
    importInto(world, KeyId, B, NEW);
    const before = JSON.stringify(snapshot(world.state));
    expect(importInto(world, KeyId, material, more)).toBe(want);
    expect(JSON.stringify(snapshot(world.state))).toBe(before);
  });

  test("waiting material goes without a trace, and the rotation that wanted it comes to nothing", () => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    const first = importInto(world, KeyId, A);
    const KeyMaterialId = importInto(world, KeyId, B, NEW);
    world.ok("RotateKeyOnDemand", { KeyId });
    world.ok("DeleteImportedKeyMaterial", { KeyId, KeyMaterialId });
    world.pass(1000);
    expect(materials(world, KeyId)).toEqual(["CURRENT IMPORTED"]);
    expect(metadata(world, KeyId)).toMatchObject({ KeyState: "Enabled", CurrentKeyMaterialId: first });
    expect(world.events.filter((event) => event.kind === "service")).toEqual([]);
    expect(importInto(world, KeyId, C, NEW)).toMatch(/^[0-9a-f]{64}$/);
  });

  test("each expires at its own time, with its event", () => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    const first = importInto(world, KeyId, A, { ValidTo: (START + 2 * DAY) / 1000 });
    const second = importInto(world, KeyId, B, { ...NEW, ValidTo: (START + DAY) / 1000 });
    world.ok("RotateKeyOnDemand", { KeyId });
    world.pass(DAY);
    expect(metadata(world, KeyId)).toMatchObject({ KeyState: "PendingImport", CurrentKeyMaterialId: second });
    expect(metadata(world, KeyId)).not.toHaveProperty("ValidTo");
    importInto(world, KeyId, B);
    expect(metadata(world, KeyId).KeyState).toBe("Enabled");
    world.pass(DAY);
    expect(metadata(world, KeyId).KeyState).toBe("PendingImport");
    const expired = world.events.flatMap((e) =>
      e.kind === "service" && e.name !== "RotateKey" ? [[e.name, e.at, e.details]] : [],
    );
    expect(expired).toEqual([
      ["DeleteExpiredKeyMaterial", START + DAY, { keyMaterialId: second }],
      ["DeleteExpiredKeyMaterial", START + 2 * DAY, { keyMaterialId: first }],
    ]);
  });

  test("a description stays until another is given", () => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    const described = () =>
      world.ok("ListKeyRotations", { KeyId, IncludeKeyMaterial: "ALL_KEY_MATERIAL" }).Rotations![0]!
        .KeyMaterialDescription;
    importInto(world, KeyId, A, { KeyMaterialDescription: "one" });
    importInto(world, KeyId, A);
    expect(described()).toBe("one");
    world.ok("DeleteImportedKeyMaterial", { KeyId });
    importInto(world, KeyId, A, { KeyMaterialDescription: "two" });
    expect(described()).toBe("two");
  });

  test("other keys have one, which never changes", () => {
    const world = new World();
    const KeyId = world.createKey({ ...EXTERNAL, ...hmac("HMAC_256") });
    expect(importInto(world, KeyId, A)).toBe("ok");
    expect(importInto(world, KeyId, B, NEW)).toBe("UnsupportedOperationException");
    world.ok("DeleteImportedKeyMaterial", { KeyId });
    expect(importInto(world, KeyId, B)).toBe(WRONG);
    expect(importInto(world, KeyId, A)).toBe("ok");
    expect(metadata(world, KeyId)).not.toHaveProperty("CurrentKeyMaterialId");
  });
});

describe("multi-Region keys (docs/evidence/imports.md#multi-region-keys)", () => {
  const there = { region: OTHER_REGION };
  function related() {
    const world = new World();
    const KeyId = world.createKey({ ...EXTERNAL, MultiRegion: true });
    const first = importInto(world, KeyId, A);
    world.ok("ReplicateKey", { KeyId, ReplicaRegion: OTHER_REGION });
    world.pass(1000);
    return { world, KeyId, first };
  }

  test("a replica waits for the same material, and takes no other", () => {
    const { world, KeyId, first } = related();
    expect(metadata(world, KeyId, OTHER_REGION)).toMatchObject({ KeyState: "PendingImport" });
    expect(materials(world, KeyId, OTHER_REGION)).toEqual(["CURRENT PENDING_IMPORT"]);
    expect(importInto(world, KeyId, B, {}, there)).toBe(WRONG);
    expect(importInto(world, KeyId, B, NEW, there)).toBe("UnsupportedOperationException");
    expect(importInto(world, KeyId, A, {}, there)).toBe(first);
    expect(metadata(world, KeyId, OTHER_REGION).KeyState).toBe("Enabled");
  });

  test("new material waits until each has it; then the primary rotates for all", () => {
    const { world, KeyId } = related();
    importInto(world, KeyId, A, {}, there);
    const second = importInto(world, KeyId, B, NEW);
    const waits = "PENDING_MULTI_REGION_IMPORT_AND_ROTATION";
    expect(materials(world, KeyId)).toEqual(["CURRENT IMPORTED", `${waits} IMPORTED`]);
    expect(materials(world, KeyId, OTHER_REGION)).toEqual(["CURRENT IMPORTED", `${waits} PENDING_IMPORT`]);
    expect(world.fault("RotateKeyOnDemand", { KeyId })).toContain("No available key material pending rotation");
    expect(importInto(world, KeyId, B, EXISTING, there)).toBe(second);
    for (const region of [undefined, OTHER_REGION])
      expect(materials(world, KeyId, region)).toEqual(["CURRENT IMPORTED", "PENDING_ROTATION IMPORTED"]);
    world.ok("RotateKeyOnDemand", { KeyId });
    world.pass(1000);
    for (const region of [undefined, OTHER_REGION])
      expect(metadata(world, KeyId, region)).toMatchObject({ KeyState: "Enabled", CurrentKeyMaterialId: second });
  });

  test("what waits goes from the replicas with the primary's; what a replica deletes is only its own", () => {
    const { world, KeyId } = related();
    importInto(world, KeyId, A, {}, there);
    const KeyMaterialId = importInto(world, KeyId, B, NEW);
    importInto(world, KeyId, B, EXISTING, there);
    world.ok("DeleteImportedKeyMaterial", { KeyId, KeyMaterialId }, there);
    expect(materials(world, KeyId).at(-1)).toBe("PENDING_MULTI_REGION_IMPORT_AND_ROTATION IMPORTED");
    world.ok("DeleteImportedKeyMaterial", { KeyId, KeyMaterialId });
    for (const region of [undefined, OTHER_REGION])
      expect(materials(world, KeyId, region)).toEqual(["CURRENT IMPORTED"]);
    world.ok("DeleteImportedKeyMaterial", { KeyId }, there);
    expect(metadata(world, KeyId).KeyState).toBe("Enabled");
    expect(metadata(world, KeyId, OTHER_REGION).KeyState).toBe("PendingImport");
  });
});

test("material of a fixture follows from its id, and can be imported again", () => {
  const world = new World(`keys: [{ id: ${ID}, origin: EXTERNAL, imported: { expires: +30d } }]`);
  const materialId = metadata(world, ID).CurrentKeyMaterialId!;
  const source = { seed: undefined, keyId: ID, materialId };
  const bytes = derivedBytes(createPortableCryptography(), source, "aes", 32);
  world.ok("DeleteImportedKeyMaterial", { KeyId: ID });
  expect(importInto(world, ID, A)).toBe(WRONG);
  expect(importInto(world, ID, bytes)).toBe(materialId);
  expect(metadata(world, ID).KeyState).toBe("Enabled");
});

describe("what was imported is used", () => {
  test("a ciphertext opens again once its material is there again", () => {
    const world = new World();
    const KeyId = world.createKey(EXTERNAL);
    importInto(world, KeyId, A);
    const [held] = [...world.state.partitions()].flatMap(({ keys }) => [...keys.values()]);
    expect(held!.materials[0]!.imported).toBe(A.toString("base64"));
    world.ok("Encrypt", { KeyId, Plaintext: "QQ==" });
    world.ok("DeleteImportedKeyMaterial", { KeyId });
    expect(JSON.stringify(snapshot(world.state))).not.toContain(A.toString("base64"));
    expect(world.fault("Encrypt", { KeyId, Plaintext: "QQ==" })).toContain("is pending import.");
  });

  test("neither events nor answers ever have the material", () => {
    const world = new World();
    const said: string[] = [];
    const bytes = newEllipticKey().bytes;
    const KeyId = world.createKey({ ...EXTERNAL, ...signing("ECC_NIST_P256") });
    const request = { KeyId, ...wrapped(world, KeyId, bytes, WRAP), ...FOREVER };
    said.push(JSON.stringify(world.call("ImportKeyMaterial", request)), JSON.stringify(world.events));
    said.push(JSON.stringify(world.ok("DescribeKey", { KeyId })));
    const all = said.join();
    for (const form of [
      Buffer.from(bytes).toString("base64"),
      toHex(bytes),
      request.EncryptedKeyMaterial,
      request.ImportToken,
    ])
      expect(all).not.toContain(form);
  });
});
