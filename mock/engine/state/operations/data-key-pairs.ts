import type { GenerateDataKeyPairWithoutPlaintextResponse } from "../../../../generated/types";
import { PAIR_SEED } from "../../cryptography/asymmetric";
import { toBase64 } from "../../cryptography/bytes";
import { keyArn } from "../arn";
import { completeUse, refuseUse, withMaterial } from "../cryptographic-key";
import type { StateDraft } from "../draft";
import { encryptWithContext } from "../encrypt-under";
import { pairSpecOf, refuseSm2 } from "../key-pair-spec";
import { isSymmetric, refuseCustomKeyStore } from "../key-state-rules";
import type { OperationCall, Transitions } from "../operation-call";
import { refuseRecipient } from "../recipient";
import type { RefuseBy } from "../refuse";
import { resolveKeyByAnyName } from "../resolve-key";
import { cryptographyOf, type TransitionContext } from "../transition-context";

/** Key pairs for use outside of KMS (docs/evidence/data-key-pairs.md). */
export const dataKeyPairTransitions = {
  GenerateDataKeyPair: (draft, call, context, refuse) => {
    const { privateKey, ...answer } = newPair(draft, call, context, refuse, () => refuseRecipient(call, refuse));
    return { ...answer, PrivateKeyPlaintext: toBase64(privateKey) };
  },

  GenerateDataKeyPairWithoutPlaintext: (draft, call, context, refuse) => {
    const { privateKey: _, ...answer } = newPair(draft, call, context, refuse);
    return answer;
  },
} satisfies Partial<Transitions>;

/** @param refuseMore what one of the two operations checks besides, before a pair is made. */
function newPair(
  draft: StateDraft,
  call: OperationCall<"GenerateDataKeyPair" | "GenerateDataKeyPairWithoutPlaintext">,
  context: TransitionContext,
  refuse: RefuseBy<"GenerateDataKeyPairWithoutPlaintext">,
  refuseMore: () => void = () => {},
): GenerateDataKeyPairWithoutPlaintextResponse & { readonly privateKey: Uint8Array } {
  const { KeyId, KeyPairSpec: spec, EncryptionContext } = call.request;
  const key = resolveKeyByAnyName(draft, call, KeyId, refuse);
  refuseUse(draft, call, key, "ENCRYPT_DECRYPT", refuse);
  if (!isSymmetric(key)) refuse("data-key-of-asymmetric");
  refuseCustomKeyStore(key, refuse);
  refuseMore();
  if (spec === "SM2" && !call.region.startsWith("cn-")) refuse("sm2-in-china-only");
  refuseSm2(spec, refuse);
  const { publicKey, privateKey } = cryptographyOf(context).keyPair(pairSpecOf(spec), context.ids.bytes(PAIR_SEED));
  const { ciphertext, material } = encryptWithContext(key, privateKey, EncryptionContext, context);
  completeUse(draft, call, [{ key, material }], context, refuse);
  const answer = {
    PrivateKeyCiphertextBlob: ciphertext,
    PublicKey: toBase64(publicKey),
    KeyId: keyArn(key),
    KeyPairSpec: spec,
    privateKey,
  };
  return withMaterial(answer, "KeyMaterialId", { key, material });
}
