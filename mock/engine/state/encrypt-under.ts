import type { SharedRefusals } from "../../../generated/rules";
import type { EncryptionAlgorithmSpec } from "../../../generated/types";
import { modulusLength, type OaepAlgorithm } from "../cryptography/asymmetric";
import { toBase64 } from "../cryptography/bytes";
import { encryptSymmetric } from "../cryptography/symmetric-ciphertext";
import { refuseAlgorithm } from "./cryptographic-key";
import type { Key, Material } from "./key";
import { keyPairOf, materialBytes, materialInUse } from "./key-material";
import { algorithms } from "./key-specs";
import type { Refuse } from "./refuse";
import { cryptographyOf, type TransitionContext } from "./transition-context";

/** The pairs of an encryption context, which are not secret. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** How something is encrypted. */
export interface Encryption {
  readonly algorithm: EncryptionAlgorithmSpec;
  readonly context: EncryptionContext | undefined;
}

/** A ciphertext in base64, and the material that made it. */
export interface Encrypted {
  readonly ciphertext: string;
  readonly material: Material;
}

type RefuseEncryption = Refuse<
  Pick<SharedRefusals, "algorithm-of-key-spec" | "sm2-encryption" | "context-when-encrypting" | "encryption-limit">
>;

/** The length of the hash of each form of OAEP, in bytes. */
const HASH_LENGTHS: Readonly<Record<OaepAlgorithm, number>> = { RSAES_OAEP_SHA_1: 20, RSAES_OAEP_SHA_256: 32 };

/** Encrypts under a key that can be used for it. What the algorithm cannot do is refused. */
export function encryptUnder(
  key: Key,
  plaintext: Uint8Array,
  { algorithm, context }: Encryption,
  transition: TransitionContext,
  refuse: RefuseEncryption,
): Encrypted {
  refuseAlgorithm(key, algorithm, algorithms(key.spec, key.usage).EncryptionAlgorithms, refuse);
  if (algorithm === "SM2PKE") return refuse.always("sm2-encryption");
  if (!isOaep(algorithm)) return encryptWithContext(key, plaintext, context, transition);
  if (hasPairs(context)) refuse("context-when-encrypting");
  const limit = modulusLength(key.spec) - 2 * HASH_LENGTHS[algorithm] - 2;
  if (plaintext.length > limit)
    refuse.always("encryption-limit", { algorithm, keySpec: key.spec, limit: String(limit) });
  const cryptography = cryptographyOf(transition);
  const { publicKey } = keyPairOf(cryptography, key);
  const ciphertext = cryptography.encryptOaep(algorithm, publicKey, plaintext, transition.ids.bytes);
  return { ciphertext: toBase64(ciphertext), material: materialInUse(key) };
}

/** Encrypts under the newest material of a symmetric key. */
export function encryptWithContext(
  key: Key,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
  transition: TransitionContext,
): Encrypted {
  const cryptography = cryptographyOf(transition);
  const material = materialInUse(key);
  const ciphertext = encryptSymmetric(
    cryptography,
    { account: key.account, keyId: key.id, materialId: material.id },
    materialBytes(cryptography, key, material, "aes", 32),
    transition.ids.bytes,
    plaintext,
    context,
  );
  return { ciphertext, material };
}

/** Whether an algorithm is one of RSA. */
export function isOaep(algorithm: EncryptionAlgorithmSpec): algorithm is OaepAlgorithm {
  return algorithm in HASH_LENGTHS;
}

/** Whether a context has anything in it: an empty one is as none (inferred, docs/evidence/cryptography.md#encryption-context). */
export function hasPairs(context: EncryptionContext | undefined): boolean {
  return context !== undefined && Object.keys(context).length > 0;
}
