import type { KeyPair } from "./asymmetric";
import { fromHex, toHex } from "./bytes";
import { type DerValues, objectId, sequence, tagged } from "./der";
import { encodePrivateKey, encodePublicKey, readPrivateKey, readPublicKey } from "./key-encoding";

/** The encoding of keys whose private one is a seed. */
export interface SeedKeyForm {
  /** The content of the algorithm's object identifier, in hexadecimal digits. */
  readonly id: string;
  /** The tag of the seed inside PKCS#8: OCTET STRING, or [0]. */
  readonly tag: 0x04 | 0x80;
  /** Bytes. */
  readonly seed: number;
}

/** A pair of a raw public key and a seed. */
export function seedPair(form: SeedKeyForm, publicKey: Uint8Array, seed: Uint8Array): KeyPair {
  return { publicKey: encodePublicKey(algorithm(form), publicKey), privateKey: seedPrivateKey(form, seed) };
}

/** A seed as PKCS#8. */
export function seedPrivateKey(form: SeedKeyForm, seed: Uint8Array): Uint8Array {
  return encodePrivateKey(algorithm(form), tagged(form.tag, seed));
}

/** The raw public key of SubjectPublicKeyInfo. @throws Error where it is none of the form: ours is one. */
export function publicOf(form: SeedKeyForm, bytes: Uint8Array): Uint8Array {
  const key = readPublicKey(bytes, expectId(form), (encoded) => encoded);
  if (!key) throw new Error("The bytes are no public key of the algorithm.");
  return key;
}

/** The seed of PKCS#8; undefined where it is none of the form. */
export function seedOf(form: SeedKeyForm, bytes: Uint8Array): Uint8Array | undefined {
  return readPrivateKey(bytes, expectId(form), (values) => {
    const seed = values.tagged(form.tag);
    values.expect(seed.length === form.seed);
    return seed;
  });
}

function algorithm({ id }: SeedKeyForm): Uint8Array {
  return sequence(objectId(fromHex(id)));
}

function expectId({ id }: SeedKeyForm): (values: DerValues) => void {
  return (values) => values.expect(toHex(values.objectId()) === id);
}
