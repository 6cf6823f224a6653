import { type KeyPair, modulusLength, type OaepAlgorithm, type RandomBytes, type Signing } from "../asymmetric";
import { isSame } from "../bytes";
import type { Cryptography, HashName } from "../cryptography";
import { bitLength } from "../integers";
import type { KeyFamilies } from "../key-families";
import { encodePkcs1 } from "./emsa-pkcs1";
import { encodePss, isPss } from "./emsa-pss";
import { type Hashing, hashing } from "./mask";
import { decodeOaep, encodeOaep } from "./oaep";
import { EXPONENT, findPrime } from "./prime-search";
import { encodeRsaPrivate, encodeRsaPublic, type RsaPrivateKey, readRsaPrivate, rsaKey } from "./rsa-key";

/** RSA with one key, without padding. */
export interface RsaKey {
  /** The bytes of the modulus. */
  readonly size: number;
  /** A number, as many bytes as the modulus has, to the power of the key's exponent; undefined where the modulus is not greater. */
  apply(block: Uint8Array): Uint8Array | undefined;
}

/** What the schemes of RSA are made from. The keys are our own encodings. */
export interface RsaPrimitives {
  /** Whether a number without small factors is a prime, but for a chance that nobody meets. */
  isPrime(candidate: bigint): boolean;
  publicKey(der: Uint8Array): RsaKey;
  privateKey(der: Uint8Array): RsaKey;
}

/** RSA with its paddings (RFC 8017), on the primitives of a backend. */
export function createRsa(primitives: RsaPrimitives, hashes: Pick<Cryptography, "digest">): KeyFamilies["rsa"] {
  const hashOf = (name: HashName): Hashing => hashing(hashes, name);
  const oaepHash = (algorithm: OaepAlgorithm): Hashing =>
    hashOf(algorithm === "RSAES_OAEP_SHA_1" ? "SHA-1" : "SHA-256");
  const scheme = ({ algorithm, messageType }: Signing, message: Uint8Array) => {
    const parts = /^RSASSA_(PSS|PKCS1_V1_5)_SHA_(256|384|512)$/.exec(algorithm);
    if (!parts) throw new Error(`RSA does not sign with ${algorithm}.`);
    const hash = hashOf(`SHA-${parts[2] as "256" | "384" | "512"}`);
    return { withSalt: parts[1] === "PSS", hash, digest: messageType === "RAW" ? hash.digest(message) : message };
  };
  return {
    keyPair: (spec, random) => generatedPair(8 * modulusLength(spec), random, primitives),
    importedPair: (spec, privateKey) => {
      const key = readRsaPrivate(privateKey);
      return key && bitLength(key.modulus) === 8 * modulusLength(spec) ? workingPair(key, primitives) : undefined;
    },
    sign: (signing, privateKey, message, random) => {
      const { withSalt, hash, digest } = scheme(signing, message);
      const key = primitives.privateKey(privateKey);
      return applied(
        key,
        withSalt ? encodePss(hash, digest, random(hash.length), key.size) : encodePkcs1(hash, digest, key.size),
      );
    },
    verify: (signing, publicKey, message, signature) => {
      const { withSalt, hash, digest } = scheme(signing, message);
      const key = primitives.publicKey(publicKey);
      const encoded = signature.length === key.size ? key.apply(signature) : undefined;
      if (!encoded) return false;
      return withSalt ? isPss(hash, digest, encoded) : isSame(encoded, encodePkcs1(hash, digest, key.size));
    },
    encryptOaep: (algorithm, publicKey, plaintext, random) => {
      const hash = oaepHash(algorithm);
      const key = primitives.publicKey(publicKey);
      return applied(key, encodeOaep(hash, plaintext, random(hash.length), key.size));
    },
    decryptOaep: (algorithm, privateKey, ciphertext) => {
      const key = primitives.privateKey(privateKey);
      const encoded = ciphertext.length === key.size ? key.apply(ciphertext) : undefined;
      return encoded && decodeOaep(oaepHash(algorithm), encoded);
    },
  };
}

/** Never change what it draws, or in which order: keys of saved states would change. */
function generatedPair(bits: number, random: RandomBytes, { isPrime }: RsaPrimitives): KeyPair {
  for (;;) {
    const first = findPrime(bits / 2, random, isPrime);
    const second = findPrime(bits / 2, random, isPrime);
    const key = rsaKey(first, second, EXPONENT);
    if (key) return encodedPair(key);
  }
}

function encodedPair(key: RsaPrivateKey): KeyPair {
  return { publicKey: encodeRsaPublic(key), privateKey: encodeRsaPrivate(key) };
}

/** The pair of an imported key; undefined where one operation does not undo the other, as when p is no prime. */
function workingPair(key: RsaPrivateKey, primitives: RsaPrimitives): KeyPair | undefined {
  const pair = encodedPair(key);
  const privateKey = primitives.privateKey(pair.privateKey);
  const block = new Uint8Array(privateKey.size).fill(1);
  const signed = privateKey.apply(block);
  const restored = signed && primitives.publicKey(pair.publicKey).apply(signed);
  return restored && isSame(restored, block) ? pair : undefined;
}

function applied(key: RsaKey, block: Uint8Array): Uint8Array {
  const result = key.apply(block);
  if (!result) throw new Error("A padded block is greater than the modulus.");
  return result;
}
