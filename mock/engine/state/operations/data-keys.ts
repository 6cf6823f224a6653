import type { GenerateDataKeyWithoutPlaintextRequest } from "../../../../generated/types";
import { toBase64 } from "../../cryptography/bytes";
import { keyArn } from "../arn";
import { completeUse, refuseUse, withMaterial } from "../cryptographic-key";
import type { StateDraft } from "../draft";
import { encryptWithContext } from "../encrypt-under";
import { isSymmetric } from "../key-state-rules";
import type { OperationCall, Transitions } from "../operation-call";
import { refuseRecipient } from "../recipient";
import type { RefuseBy } from "../refuse";
import { resolveKeyByAnyName } from "../resolve-key";
import type { TransitionContext } from "../transition-context";

/** Data keys and random bytes. */
export const dataKeyTransitions = {
  GenerateDataKey: (draft, call, context, refuse) => {
    const made = generate(draft, call, context, refuse, () => refuseRecipient(call, refuse));
    const answer = {
      CiphertextBlob: made.ciphertext,
      Plaintext: toBase64(made.plaintext),
      KeyId: keyArn(made.key),
    };
    return withMaterial(answer, "KeyMaterialId", made);
  },

  GenerateDataKeyWithoutPlaintext: (draft, call, context, refuse) => {
    const made = generate(draft, call, context, refuse);
    const answer = { CiphertextBlob: made.ciphertext, KeyId: keyArn(made.key) };
    return withMaterial(answer, "KeyMaterialId", made);
  },

  GenerateRandom: (draft, call, { ids }, refuse) => {
    const { NumberOfBytes, CustomKeyStoreId } = call.request;
    if (NumberOfBytes === undefined) return refuse.always("bytes-required");
    if (CustomKeyStoreId !== undefined) checkStore(draft, call, CustomKeyStoreId, refuse);
    refuseRecipient(call, refuse);
    return { Plaintext: toBase64(ids.bytes(NumberOfBytes)) };
  },
} satisfies Partial<Transitions>;

/**
 * The size is looked at before the key's usage, and the spec after its state (measured: docs/evidence/encryption.md#data-keys).
 * @param refuseMore what one of the two operations checks besides, before a data key is made.
 */
function generate(
  draft: StateDraft,
  call: OperationCall<"GenerateDataKey" | "GenerateDataKeyWithoutPlaintext">,
  context: TransitionContext,
  refuse: RefuseBy<"GenerateDataKeyWithoutPlaintext">,
  refuseMore: () => void = () => {},
) {
  const { request } = call;
  const key = resolveKeyByAnyName(draft, call, request.KeyId, refuse);
  const length = lengthOf(request) ?? refuse.always("data-key-size");
  refuseUse(draft, call, key, "ENCRYPT_DECRYPT", refuse);
  if (!isSymmetric(key)) refuse.always("data-key-of-asymmetric");
  refuseMore();
  const plaintext = context.ids.bytes(length);
  const { ciphertext, material } = encryptWithContext(key, plaintext, request.EncryptionContext, context);
  completeUse(draft, call, [{ key, material }], context, refuse);
  return { key, material, ciphertext, plaintext };
}

/** In bytes; undefined where the request has neither size, or both. */
function lengthOf({ NumberOfBytes, KeySpec }: GenerateDataKeyWithoutPlaintextRequest): number | undefined {
  if (KeySpec === undefined) return NumberOfBytes;
  if (NumberOfBytes !== undefined) return undefined;
  return KeySpec === "AES_128" ? 16 : 32;
}

function checkStore(
  draft: StateDraft,
  { account, region }: OperationCall,
  id: string,
  refuse: RefuseBy<"GenerateRandom">,
): void {
  const store = draft.store(account, region, id);
  if (!store) refuse("unknown-store");
  else if (store.type !== "AWS_CLOUDHSM") refuse("store-of-another-type");
  else if (store.connection !== "CONNECTED") refuse("store-not-connected");
}
