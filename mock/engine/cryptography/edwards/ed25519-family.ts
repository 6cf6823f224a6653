import { ed25519, ed25519ph } from "@noble/curves/ed25519.js";
import type { KeyPair, Signing } from "../asymmetric";
import type { KeyFamily } from "../key-families";
import { publicOf, type SeedKeyForm, seedOf, seedPair, seedPrivateKey } from "../seed-key";

/** Ed25519 without a hash before it. Keys are our own encodings. */
export interface Ed25519Primitives {
  /** The raw public key. */
  publicKey(privateKey: Uint8Array): Uint8Array;
  sign(privateKey: Uint8Array, message: Uint8Array): Uint8Array;
  /** @param signature 64 bytes. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** 1.3.101.112 (RFC 8410). */
const FORM: SeedKeyForm = { id: "2b6570", tag: 0x04, seed: 32 };

const SIGNATURE = 64;

/**
 * Ed25519, on the primitives of a backend, and Ed25519ph, which Node has not. KMS takes a SHA-512 digest for Ed25519ph, and
 * hashes it again: a signature of M is Ed25519ph of SHA-512(M).
 */
export function createEd25519(primitives: Ed25519Primitives): KeyFamily {
  return {
    keyPair: (_spec, random) => pairOf(random(FORM.seed), primitives),
    importedPair: (_spec, privateKey) => {
      const seed = seedOf(FORM, privateKey);
      return seed && pairOf(seed, primitives);
    },
    sign: (signing, privateKey, message) =>
      isPrehashed(signing) ? ed25519ph.sign(message, seedOfOwn(privateKey)) : primitives.sign(privateKey, message),
    verify: (signing, publicKey, message, signature) => {
      const prehashed = isPrehashed(signing);
      if (signature.length !== SIGNATURE) return false;
      return prehashed
        ? portableVerify(ed25519ph, publicKey, message, signature)
        : primitives.verify(publicKey, message, signature);
    },
  };
}

/** Ed25519 in JavaScript. */
export const portableEd25519: Ed25519Primitives = {
  publicKey: (privateKey) => ed25519.getPublicKey(seedOfOwn(privateKey)),
  sign: (privateKey, message) => ed25519.sign(message, seedOfOwn(privateKey)),
  verify: (publicKey, message, signature) => portableVerify(ed25519, publicKey, message, signature),
};

function portableVerify(
  scheme: typeof ed25519,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  // The rules of RFC 8032, as OpenSSL has them.
  return scheme.verify(signature, message, publicOf(FORM, publicKey), { zip215: false });
}

function isPrehashed({ spec, algorithm, messageType }: Signing): boolean {
  const fits = algorithm === (messageType === "RAW" ? "ED25519_SHA_512" : "ED25519_PH_SHA_512");
  if (!fits) throw new Error(`${spec} does not sign a ${messageType} message with ${algorithm}.`);
  return algorithm === "ED25519_PH_SHA_512";
}

function pairOf(seed: Uint8Array, primitives: Ed25519Primitives): KeyPair {
  return seedPair(FORM, primitives.publicKey(seedPrivateKey(FORM, seed)), seed);
}

function seedOfOwn(privateKey: Uint8Array): Uint8Array {
  const seed = seedOf(FORM, privateKey);
  if (!seed) throw new Error("The bytes are no private key of Ed25519.");
  return seed;
}
