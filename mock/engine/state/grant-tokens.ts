import type { SharedRefusals } from "../../../generated/rules";
import type { OperationCall } from "./operation-call";
import type { Refuse } from "./refuse";

/** The characters of base64, in both of its alphabets: samples of tokens have no other. */
const FORM = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * Refuses a grant token that can be none (docs/evidence/cryptography.md#grant-tokens). Who passes one needs no permission
 * but that of the grant, which holds from the moment it is made: so a token changes nothing here.
 */
export function refuseGrantTokens(
  { request }: OperationCall,
  refuse: Refuse<Pick<SharedRefusals, "invalid-grant-token">>,
): void {
  if (!("GrantTokens" in request)) return;
  for (const token of request.GrantTokens ?? []) if (!FORM.test(token)) refuse("invalid-grant-token");
}
