import type { SharedRefusals } from "../../../generated/rules";
import type { KeySpec } from "../../../generated/types";
import type { KeyPairSpec } from "../cryptography/asymmetric";
import type { Refuse } from "./refuse";

/**
 * The spec of a key that has a key pair. SM2 is refused, which nothing here can compute (docs/evidence/signing.md#sm2).
 * @throws Error for a key without a key pair: then its usage should have been refused.
 */
export function pairSpecOf(spec: KeySpec, refuse: Refuse<Pick<SharedRefusals, "no-sm2">>): KeyPairSpec {
  if (spec === "SM2") return refuse.always("no-sm2");
  if (!hasPair(spec)) throw new Error(`A key of spec ${spec} has no key pair.`);
  return spec;
}

function hasPair(spec: KeySpec): spec is KeyPairSpec {
  return spec !== "SYMMETRIC_DEFAULT" && !spec.startsWith("HMAC_");
}
