import type { SharedRefusals } from "../../../../generated/rules";
import { keyArn } from "../arn";
import type { OperationCall } from "../operation-call";
import { callerArn, isNamedBy } from "../principals";
import type { Refuse } from "../refuse";
import { type Grant, keyOf } from "./grant";
import { permits } from "./grant-verdict";

/** Refuses a caller who may not retire a grant (docs/evidence/grants.md#who-may-retire-a-grant). */
export function authoriseRetiring(
  call: OperationCall,
  grant: Grant,
  refuse: Refuse<Pick<SharedRefusals, "permission">>,
): void {
  const { account, principal } = call;
  const { retiring, grantee } = grant;
  if (retiring !== undefined && isNamedBy(retiring, call, true)) return;
  if (grantee !== undefined && isNamedBy(grantee, call, true) && permits(grant, { operation: "RetireGrant" })) return;
  const isAccount = principal === undefined || principal.arn.endsWith(":root");
  if (isAccount && (account === grant.issuer || account === grant.account)) return;
  refuse("permission", { callerArn: callerArn(call), keyArn: keyArn(keyOf(grant)) });
}
