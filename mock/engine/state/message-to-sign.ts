import type { SharedRefusals } from "../../../generated/rules";
import type { SigningAlgorithmSpec } from "../../../generated/types";
import type { Signing } from "../cryptography/asymmetric";
import type { Refuse } from "./refuse";

/** What Sign and Verify refuse a message by: `message-to-sign` in `openapi/rules/signing.yaml`. */
type RefuseMessage = Refuse<
  Pick<SharedRefusals, "message-type-of-algorithm" | "message-type-of-key-spec" | "digest-length" | "mu-length">
>;

/** The bytes of the mu of ML-DSA (FIPS 204). */
const MU = 64;

/**
 * Refuses a message that the algorithm does not sign: for its type, then for its length (measured:
 * docs/evidence/signing.md#message-types). The algorithm is one of the key's.
 */
export function refuseMessage(
  { spec, algorithm, messageType }: Signing,
  message: Uint8Array,
  refuse: RefuseMessage,
): void {
  if (algorithm === "ML_DSA_SHAKE_256") {
    if (messageType === "DIGEST") refuse.always("message-type-of-key-spec", { messageType, keySpec: spec });
    if (messageType === "EXTERNAL_MU" && message.length !== MU) refuse.always("mu-length");
    return;
  }
  if (!takes(algorithm, messageType))
    refuse.always("message-type-of-algorithm", { messageType, signingAlgorithm: algorithm });
  if (messageType === "DIGEST" && message.length !== digestLength(algorithm))
    refuse.always("digest-length", { signingAlgorithm: algorithm });
}

function takes(algorithm: SigningAlgorithmSpec, messageType: Signing["messageType"]): boolean {
  if (algorithm === "ED25519_SHA_512") return messageType === "RAW";
  if (algorithm === "ED25519_PH_SHA_512") return messageType === "DIGEST";
  return messageType !== "EXTERNAL_MU";
}

/** The bytes of the hash that an algorithm signs: its bits are in the name. */
function digestLength(algorithm: SigningAlgorithmSpec): number {
  return Number(/\d+$/.exec(algorithm)?.[0] ?? 256) / 8;
}
