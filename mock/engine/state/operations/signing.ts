import type { Signing } from "../../cryptography/asymmetric";
import { fromBase64, toBase64 } from "../../cryptography/bytes";
import { keyArn } from "../arn";
import { completeUse, refuseAlgorithm, refuseUse, type UsedKey } from "../cryptographic-key";
import type { StateDraft } from "../draft";
import { keyPairOf, materialInUse } from "../key-material";
import { pairSpecOf, refuseSm2 } from "../key-pair-spec";
import { algorithms, twinOf } from "../key-specs";
import { isSymmetric, refuseStates } from "../key-state-rules";
import { refuseMessage } from "../message-to-sign";
import type { OperationCall, Transitions } from "../operation-call";
import type { RefuseBy } from "../refuse";
import { resolveKeyByAnyName } from "../resolve-key";
import { cryptographyOf } from "../transition-context";

/** Signatures, and the public keys that check them (docs/evidence/signing.md). */
export const signingTransitions = {
  /** The state before the spec, and a disabled key too: measured (docs/evidence/signing.md#public-key-of-a-disabled-key). */
  GetPublicKey: (draft, call, context, refuse) => {
    const key = resolveKeyByAnyName(draft, call, call.request.KeyId, refuse);
    refuseStates(draft, key, refuse, "pending-deletion", "pending-import", "creating");
    if (isSymmetric(key)) refuse.always("symmetric-key");
    if (key.usage === "GENERATE_VERIFY_MAC") refuse.always("hmac-key");
    refuseSm2(key.spec, refuse);
    return {
      KeyId: keyArn(key),
      PublicKey: toBase64(keyPairOf(cryptographyOf(context), key).publicKey),
      ...twinOf(key.spec),
      KeySpec: key.spec,
      KeyUsage: key.usage,
      ...algorithms(key.spec, key.usage),
    };
  },

  Sign: (draft, call, context, refuse) => {
    const { used, signing, message } = signingOf(draft, call, refuse);
    const cryptography = cryptographyOf(context);
    const { privateKey } = keyPairOf(cryptography, used.key);
    const signature = cryptography.sign(signing, privateKey, message, context.ids.bytes);
    completeUse(draft, call, [used], context, refuse);
    return { KeyId: keyArn(used.key), Signature: toBase64(signature), SigningAlgorithm: signing.algorithm };
  },

  /** A malformed signature is as a wrong one (measured: docs/evidence/signing.md#a-wrong-signature). */
  Verify: (draft, call, context, refuse) => {
    const { used, signing, message } = signingOf(draft, call, refuse);
    const cryptography = cryptographyOf(context);
    const { publicKey } = keyPairOf(cryptography, used.key);
    if (!cryptography.verify(signing, publicKey, message, fromBase64(call.request.Signature)))
      refuse("invalid-signature");
    completeUse(draft, call, [used], context, refuse);
    return { KeyId: keyArn(used.key), SignatureValid: true, SigningAlgorithm: signing.algorithm };
  },
} satisfies Partial<Transitions>;

/** What is to be signed or verified, after all checks but that of the result. */
function signingOf(
  draft: StateDraft,
  call: OperationCall<"Sign" | "Verify">,
  refuse: RefuseBy<"Sign">,
): { readonly used: UsedKey; readonly signing: Signing; readonly message: Uint8Array } {
  const { KeyId, Message, MessageType: messageType = "RAW", SigningAlgorithm: algorithm } = call.request;
  const key = resolveKeyByAnyName(draft, call, KeyId, refuse);
  refuseUse(draft, call, key, "SIGN_VERIFY", refuse);
  refuseAlgorithm(key, algorithm, algorithms(key.spec, key.usage).SigningAlgorithms, refuse);
  refuseSm2(key.spec, refuse);
  const message = fromBase64(Message);
  const signing = { spec: pairSpecOf(key.spec), algorithm, messageType };
  refuseMessage(signing, message, refuse);
  return { used: { key, material: materialInUse(key) }, signing, message };
}
