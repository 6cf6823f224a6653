import type { Grant } from "./grant";

/** What no transition makes of a grant, after its name; undefined where all is well. */
export function grantFault({
  grantee,
  granteeService,
  retiring,
  retiringService,
  constraints,
}: Grant): string | undefined {
  if ((grantee === undefined) === (granteeService === undefined)) return "has not exactly one grantee";
  if (retiring !== undefined && retiringService !== undefined) return "has two retiring principals";
  const { EncryptionContextEquals, EncryptionContextSubset } = constraints ?? {};
  if (EncryptionContextEquals !== undefined && EncryptionContextSubset !== undefined)
    return "has two constraints on the encryption context";
  return undefined;
}
