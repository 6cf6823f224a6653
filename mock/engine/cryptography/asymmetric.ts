import type { KeySpec, SigningAlgorithmSpec } from "../../../generated/types";

/**
 * The specs of key pairs that there is an implementation of. SM2 is not among them: its encryption and its hash are in no
 * well-kept library of a reasonable size, and AWS has it in the China Regions only.
 */
export type KeyPairSpec = Exclude<KeySpec, "SYMMETRIC_DEFAULT" | "SM2" | `HMAC_${string}`>;

/** A key pair in the encodings that KMS gives: a caller hands them on and never looks inside. */
export interface KeyPair {
  /** DER of X.509 SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** DER of PKCS#8 (RFC 5958). */
  readonly privateKey: Uint8Array;
}

/** Draws so many bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** The bytes of the seed of a key pair. */
export const PAIR_SEED = 64;

/** What is signed, and how. */
export interface Signing {
  readonly spec: KeyPairSpec;
  readonly algorithm: SigningAlgorithmSpec;
  /** DIGEST: the message is a hash already; EXTERNAL_MU: it is the mu of ML-DSA. Their lengths are checked by the caller. */
  readonly messageType: "RAW" | "DIGEST" | "EXTERNAL_MU";
}

/** OAEP with MGF1 of the same hash and an empty label. */
export type OaepAlgorithm = "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256";

/**
 * The algorithms of key pairs. Keys are their DER encodings; an implementation may remember what it made of one. What can go
 * wrong with an input of the caller gives undefined; an algorithm that does not fit the spec is a fault of the program, and
 * throws an Error.
 */
export interface AsymmetricCryptography {
  /**
   * The key pair that follows from a seed: the same seed gives the same pair, in Node and in a page. It is remembered for a
   * while, so a caller may ask for it each time that it needs it.
   * @param seed {@link PAIR_SEED} bytes.
   */
  keyPair(spec: KeyPairSpec, seed: Uint8Array): KeyPair;
  /** The pair of a private key as a user imports it, encoded as our own are; undefined where it is no private key of the spec. */
  importedPair(spec: KeyPairSpec, privateKey: Uint8Array): KeyPair | undefined;
  /** ECDSA gives DER, the others their own encoding. PSS draws a salt as long as the hash. */
  sign(signing: Signing, privateKey: Uint8Array, message: Uint8Array, random: RandomBytes): Uint8Array;
  /** False for any bytes that are not a signature of the message. */
  verify(signing: Signing, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** The plaintext fits the algorithm: the caller has checked its length. */
  encryptOaep(algorithm: OaepAlgorithm, publicKey: Uint8Array, plaintext: Uint8Array, random: RandomBytes): Uint8Array;
  decryptOaep(algorithm: OaepAlgorithm, privateKey: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined;
  /** The x coordinate of ECDH; undefined where the bytes are no public key of the spec. */
  sharedSecret(spec: KeyPairSpec, privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined;
  /** ML-KEM. */
  encapsulate(
    spec: KeyPairSpec,
    publicKey: Uint8Array,
    random: RandomBytes,
  ): { readonly sharedSecret: Uint8Array; readonly ciphertext: Uint8Array };
  /** ML-KEM: undefined where the length is wrong; a changed ciphertext of the right length gives another secret. */
  decapsulate(spec: KeyPairSpec, privateKey: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined;
  /** AES key unwrap with padding (RFC 5649), for a key of 32 bytes; undefined where it does not unwrap. */
  unwrapPadded(key: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined;
}

/**
 * The length of an RSA key's modulus, and so of what it encrypts, in bytes. The bits are in the name of the spec.
 * @throws Error for a spec that is none of RSA.
 */
export function modulusLength(spec: string): number {
  const bits = /^RSA_(\d+)$/.exec(spec)?.[1];
  if (bits === undefined) throw new Error(`${spec} is no spec of RSA.`);
  return Number(bits) / 8;
}
