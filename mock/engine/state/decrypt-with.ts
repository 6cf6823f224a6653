import type { SharedRefusals } from "../../../generated/rules";
import type { EncryptionAlgorithmSpec } from "../../../generated/types";
import { fromBase64 } from "../cryptography/bytes";
import { decryptSymmetric, readSymmetric, type SymmetricCiphertext } from "../cryptography/symmetric-ciphertext";
import { type RefuseUse, refuseAlgorithm, refuseUse } from "./cryptographic-key";
import type { StateDraft } from "./draft";
import { type EncryptionContext, hasPairs, isOaep } from "./encrypt-under";
import { checkGrantTokens } from "./grants/check-grant-tokens";
import type { Key, Material } from "./key";
import { keyPairOf, materialById, materialBytes, materialInUse } from "./key-material";
import { algorithms } from "./key-specs";
import type { OperationCall } from "./operation-call";
import { mayUse } from "./permission";
import { callerArn } from "./principals";
import type { Refuse } from "./refuse";
import { resolveKeyByAnyName } from "./resolve-key";
import { cryptographyOf, type TransitionContext } from "./transition-context";

/** What a request says of the ciphertext that it sends. */
export interface Decryption {
  readonly ciphertext: string | undefined;
  readonly keyId: string | undefined;
  readonly algorithm: EncryptionAlgorithmSpec;
  readonly context: EncryptionContext | undefined;
  /** Its name in the text about a key's usage: `Decrypt`, `ReEncryptFrom`. */
  readonly name: string;
}

/** A plaintext, and what opened it. */
export interface Decrypted {
  readonly key: Key;
  readonly material: Material;
  readonly plaintext: Uint8Array;
}

type CiphertextRules =
  | "algorithm-of-key-spec"
  | "invalid-grant-token"
  | "ciphertext-missing"
  | "ciphertext-of-no-key"
  | "context-when-decrypting"
  | "incorrect-key"
  | "invalid-ciphertext"
  | "key-of-an-asymmetric-ciphertext"
  | "sm2-encryption";

/** What decrypting refuses by. */
export type RefuseDecryption = Refuse<Pick<SharedRefusals, CiphertextRules>> &
  RefuseUse &
  Parameters<typeof resolveKeyByAnyName>[3];

/**
 * Decrypts what a request sends. The order of checks is measured: the ciphertext's form, its key against that of the request,
 * usage, state, and only then what is in it (docs/evidence/encryption.md#order-of-checks).
 */
export function decrypt(
  draft: StateDraft,
  call: OperationCall,
  decryption: Decryption,
  transition: TransitionContext,
  refuse: RefuseDecryption,
): Decrypted {
  const ciphertext = decryption.ciphertext ?? refuse.always("ciphertext-missing");
  return decryption.algorithm === "SYMMETRIC_DEFAULT"
    ? decryptSealed(draft, call, ciphertext, decryption, transition, refuse)
    : decryptByPair(draft, call, ciphertext, decryption, transition, refuse);
}

/**
 * The key of a dry run that ignores the ciphertext, where the request or the ciphertext names one: only whether the caller may
 * use it is asked.
 */
export function permittedKey(
  draft: StateDraft,
  call: OperationCall,
  { ciphertext, keyId, context }: Decryption,
  refuse: RefuseDecryption,
): void {
  if (keyId !== undefined) resolveKeyByAnyName(draft, call, keyId, refuse, { context });
  else {
    const sealed = readSymmetric(ciphertext ?? refuse.always("ciphertext-missing"));
    keyOf(draft, call, sealed ?? refuse.always("invalid-ciphertext"), context, refuse);
  }
}

function decryptSealed(
  draft: StateDraft,
  call: OperationCall,
  ciphertext: string,
  { keyId, context, name }: Decryption,
  transition: TransitionContext,
  refuse: RefuseDecryption,
): Decrypted {
  const named = keyId === undefined ? undefined : resolveKeyByAnyName(draft, call, keyId, refuse, { context });
  const sealed = readSymmetric(ciphertext) ?? refuse.always("invalid-ciphertext");
  const isOther = named !== undefined && (named.id !== sealed.keyId || named.account !== sealed.account);
  if (isOther) refuse("incorrect-key");
  const key = named && !isOther ? named : keyOf(draft, call, sealed, context, refuse);
  refuseUse(draft, call, key, "ENCRYPT_DECRYPT", refuse, name);
  const cryptography = cryptographyOf(transition);
  const material = materialById(key, sealed.materialId) ?? refuse.always("invalid-ciphertext");
  const bytes = materialBytes(cryptography, key, material, "aes", 32);
  const plaintext = decryptSymmetric(cryptography, sealed, bytes, context) ?? refuse.always("invalid-ciphertext");
  return { key, material, plaintext };
}

/** The key of a ciphertext: of the account that it says, in the Region that is called. */
function keyOf(
  draft: StateDraft,
  call: OperationCall,
  { account, keyId }: SymmetricCiphertext,
  context: EncryptionContext | undefined,
  refuse: RefuseDecryption,
): Key {
  const key = draft.key(account, call.region, keyId);
  if (!key) return refuse.always("ciphertext-of-no-key", { callerArn: callerArn(call) });
  draft.subject = key;
  checkGrantTokens(draft, call, refuse);
  if (!mayUse(draft, call, key, { context })) refuse("ciphertext-of-no-key", { callerArn: callerArn(call) });
  return key;
}

function decryptByPair(
  draft: StateDraft,
  call: OperationCall,
  ciphertext: string,
  { keyId, algorithm, context, name }: Decryption,
  transition: TransitionContext,
  refuse: RefuseDecryption,
): Decrypted {
  const sent = keyId ?? refuse.always("key-of-an-asymmetric-ciphertext");
  const key = resolveKeyByAnyName(draft, call, sent, refuse, { context });
  refuseUse(draft, call, key, "ENCRYPT_DECRYPT", refuse, name);
  refuseAlgorithm(key, algorithm, algorithms(key.spec, key.usage).EncryptionAlgorithms, refuse);
  if (!isOaep(algorithm)) return refuse.always("sm2-encryption");
  if (hasPairs(context)) refuse("context-when-decrypting");
  const cryptography = cryptographyOf(transition);
  const { privateKey } = keyPairOf(cryptography, key);
  const opened = cryptography.decryptOaep(algorithm, privateKey, fromBase64(ciphertext));
  const plaintext = opened ?? refuse.always("invalid-ciphertext");
  return { key, material: materialInUse(key), plaintext };
}
