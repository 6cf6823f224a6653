import { partitionOf } from "../locality";
import type { OperationCall, Principal } from "./operation-call";

/** The caller of a call, as far as a policy or a grant can tell callers apart. */
export type Caller = Pick<OperationCall, "account" | "principal">;

/** The ARN of a call's caller: one without a name is the account's root. */
export function callerArn({
  account,
  region,
  principal,
}: Pick<OperationCall, "account" | "region" | "principal">): string {
  return principal?.arn ?? `arn:${partitionOf(region)}:iam::${account}:root`;
}

/**
 * Whether a principal of a policy or a grant is the caller: by `*`, by its account, or by its own ARN.
 * @param unknown whether it is a caller without a name, who may be anybody of the account.
 */
export function isNamedBy(name: string, { account, principal }: Caller, unknown: boolean): boolean {
  if (name === "*" || name === account) return true;
  const [, owner, resource] = /^arn:[a-z-]+:(?:iam|sts)::(\d{12}):(.+)$/.exec(name) ?? [];
  if (owner !== account) return false;
  if (resource === "root") return true;
  return principal === undefined ? unknown : name === principal.arn || name === roleOf(principal);
}

/** The names by which a grant can mean a caller who has a name. */
export function namesOf(account: string, region: string, principal: Principal): string[] {
  return [...new Set([principal.arn, roleOf(principal), `arn:${partitionOf(region)}:iam::${account}:root`])];
}

/** A role's session counts as the role. */
function roleOf({ arn }: Principal): string {
  return arn.replace(/:sts::(\d{12}):assumed-role\/([^/]+)\/.*$/, ":iam::$1:role/$2");
}
