import { type KeyPair, type KeyPairSpec, PAIR_SEED } from "../cryptography/asymmetric";
import { fromBase64 } from "../cryptography/bytes";
import type { Cryptography } from "../cryptography/cryptography";
import { derivedBytes } from "../cryptography/derived-bytes";
import { Remembered } from "../cryptography/remembered";
import { currentMaterial, type Key, type Material } from "./key";

/** A custom key store keeps its material itself, under no id of KMS; ciphertexts have room for an id, so it is zero. */
const STORE_MATERIAL: Material = { id: "0".repeat(64) };

/**
 * The material with which a key encrypts, signs and makes MACs.
 * @throws Error where it has none: then its state is one in which nobody can use it.
 */
export function materialInUse(key: Key): Material {
  const material = currentMaterial(key) ?? (key.storeId === undefined ? undefined : STORE_MATERIAL);
  if (!material) throw new Error(`The key ${key.id} has no material, and should have been refused.`);
  return material;
}

/** The material of a key by its id, in use or not; undefined where the key has none of it. */
export function materialById(key: Key, id: string): Material | undefined {
  if (key.storeId !== undefined) return id === STORE_MATERIAL.id ? STORE_MATERIAL : undefined;
  return key.materials.find((material) => material.id === id && !material.gone);
}

/**
 * The id of a material as answers and records name it: that of symmetric keys which are in no custom key store
 * (docs/evidence/encryption.md#key-material-id).
 */
export function shownMaterialId(key: Key, material: Material): string | undefined {
  return key.spec === "SYMMETRIC_DEFAULT" && key.storeId === undefined ? material.id : undefined;
}

/**
 * The bytes of a material: as imported, or derived. They are secret.
 * @param purpose `aes` for a symmetric key, `hmac` for an HMAC key.
 */
export function materialBytes(
  cryptography: Cryptography,
  key: Key,
  material: Material,
  purpose: "aes" | "hmac",
  length: number,
): Uint8Array {
  if (material.imported !== undefined) return fromBase64(material.imported);
  return derived(cryptography, key, material, purpose, length);
}

/** What was derived last, which each call of a key would derive anew: by the material, or by the key where a store has it. */
const DERIVED = new Remembered<Uint8Array, Key | Material>(256);

/** The bytes must not be changed. All that they follow from but their length stays as it is as long as the material does. */
function derived(cryptography: Cryptography, key: Key, material: Material, purpose: string, length: number) {
  const owner = material === STORE_MATERIAL ? key : material;
  const known = DERIVED.of(owner, () => derive(cryptography, key, material, purpose, length));
  return known.length === length ? known : derive(cryptography, key, material, purpose, length);
}

function derive(
  cryptography: Cryptography,
  { seed, id }: Key,
  material: Material,
  purpose: string,
  length: number,
): Uint8Array {
  return derivedBytes(cryptography, { seed, keyId: id, materialId: material.id }, purpose, length);
}

/**
 * The key pair of an asymmetric key. Its private half is secret.
 * @throws Error where imported bytes are no private key of the spec: then the import should have refused them.
 */
export function keyPairOf(cryptography: Cryptography, key: Key): KeyPair {
  const material = materialInUse(key);
  const spec = key.spec as KeyPairSpec;
  if (material.imported === undefined)
    return cryptography.keyPair(spec, derived(cryptography, key, material, "pair", PAIR_SEED));
  const pair = cryptography.importedPair(spec, fromBase64(material.imported));
  if (!pair) throw new Error(`The imported material of the key ${key.id} is no private key.`);
  return pair;
}
