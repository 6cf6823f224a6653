import type { MacAlgorithmSpec } from "../../../../generated/types";
import { fromBase64, isSame, toBase64 } from "../../cryptography/bytes";
import type { HashName } from "../../cryptography/cryptography";
import { keyArn } from "../arn";
import { completeUse, refuseAlgorithm, refuseUse, type UsedKey } from "../cryptographic-key";
import type { StateDraft } from "../draft";
import { materialBytes, materialInUse } from "../key-material";
import { algorithms, hmacLength } from "../key-specs";
import type { OperationCall, Transitions } from "../operation-call";
import type { RefuseBy } from "../refuse";
import { resolveKeyByAnyName } from "../resolve-key";
import { cryptographyOf, type TransitionContext } from "../transition-context";

const HASHES: Readonly<Record<MacAlgorithmSpec, HashName>> = {
  HMAC_SHA_224: "SHA-224",
  HMAC_SHA_256: "SHA-256",
  HMAC_SHA_384: "SHA-384",
  HMAC_SHA_512: "SHA-512",
};

/** Message authentication codes (docs/evidence/macs.md). */
export const macTransitions = {
  GenerateMac: (draft, call, context, refuse) => {
    const { used, mac } = macOf(draft, call, context, refuse);
    completeUse(draft, call, [used], context, refuse);
    return { Mac: toBase64(mac), MacAlgorithm: call.request.MacAlgorithm, KeyId: keyArn(used.key) };
  },

  VerifyMac: (draft, call, context, refuse) => {
    const { used, mac } = macOf(draft, call, context, refuse);
    if (!isSame(mac, fromBase64(call.request.Mac))) refuse("invalid-mac");
    completeUse(draft, call, [used], context, refuse);
    return { KeyId: keyArn(used.key), MacValid: true, MacAlgorithm: call.request.MacAlgorithm };
  },
} satisfies Partial<Transitions>;

/** The code of the request's message, after all checks but that of its result. */
function macOf(
  draft: StateDraft,
  call: OperationCall<"GenerateMac" | "VerifyMac">,
  context: TransitionContext,
  refuse: RefuseBy<"GenerateMac">,
): { readonly used: UsedKey; readonly mac: Uint8Array } {
  const { KeyId, Message, MacAlgorithm: algorithm } = call.request;
  const key = resolveKeyByAnyName(draft, call, KeyId, refuse);
  refuseUse(draft, call, key, "GENERATE_VERIFY_MAC", refuse);
  refuseAlgorithm(key, algorithm, algorithms(key.spec, key.usage).MacAlgorithms, refuse);
  const cryptography = cryptographyOf(context);
  const material = materialInUse(key);
  const secret = materialBytes(cryptography, key, material, "hmac", hmacLength(key.spec));
  return { used: { key, material }, mac: cryptography.hmac(HASHES[algorithm], secret, fromBase64(Message)) };
}
