import { isSame } from "../cryptography/bytes";
import type { Cryptography } from "../cryptography/cryptography";
import type { Key, Material } from "./key";
import { materialBytes } from "./key-material";

/**
 * The material of a key that imported bytes are; undefined where the key has had none such. Material of a fixture was never
 * imported: its id does not follow from its bytes, but its bytes follow from its id ({@link "./key-material"}).
 */
export function knownMaterial(
  cryptography: Cryptography,
  key: Key,
  id: string,
  bytes: Uint8Array,
): Material | undefined {
  const known = key.materials.find((material) => material.id === id);
  if (known || key.seed !== undefined) return known;
  const purpose = purposeOf(key);
  if (!purpose) return undefined;
  return key.materials.find((material) =>
    isSame(materialBytes(cryptography, key, material, purpose, bytes.length), bytes),
  );
}

/** What the bytes of a key are for; undefined for key pairs, whose private keys nobody can know from a fixture. */
function purposeOf({ spec }: Key): "aes" | "hmac" | undefined {
  if (spec === "SYMMETRIC_DEFAULT") return "aes";
  return spec.startsWith("HMAC_") ? "hmac" : undefined;
}
