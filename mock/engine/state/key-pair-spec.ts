import type { SharedRefusals } from "../../../generated/rules";
import type { KeySpec } from "../../../generated/types";
import type { KeyPairSpec } from "../cryptography/asymmetric";
import { isKeyPairSpec } from "../cryptography/key-families";
import type { Refuse } from "./refuse";

/** Refuses SM2, which nothing here can compute (docs/evidence/signing.md#sm2-here). */
export function refuseSm2(spec: KeySpec, refuse: Refuse<Pick<SharedRefusals, "no-sm2">>): void {
  if (spec === "SM2") refuse.always("no-sm2");
}

/**
 * The spec of a key pair that there is an implementation of.
 * @throws Error for any other: then the key's usage, or SM2, should have been refused.
 */
export function pairSpecOf(spec: KeySpec): KeyPairSpec {
  if (!isKeyPairSpec(spec)) throw new Error(`There are no key pairs of spec ${spec}.`);
  return spec;
}
