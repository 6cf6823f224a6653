import type { SharedRefusals } from "../../../../generated/rules";
import type { OperationCall } from "../operation-call";
import type { Refuse } from "../refuse";
import type { KeyStoreView } from "../state";
import type { Grant } from "./grant";
import { readToken } from "./grant-token";

/**
 * Refuses a call with a grant token that KMS did not give, where its operation has the rule. Otherwise tokens make no
 * difference: here a grant is known everywhere at once.
 */
export function checkGrantTokens(
  view: KeyStoreView,
  call: OperationCall,
  refuse: Refuse<Pick<SharedRefusals, "invalid-grant-token">>,
): void {
  const tokens = "GrantTokens" in call.request ? call.request.GrantTokens : undefined;
  if (tokens === undefined || tokens.length === 0) return;
  if (!refuse.has("invalid-grant-token")) return;
  for (const token of tokens) if (!isGenuine(view, token, call.region)) refuse("invalid-grant-token");
}

/** Whether KMS gave a token in this Region; the grant may have ended since. */
function isGenuine(view: KeyStoreView, token: string, region: string): boolean {
  const content = readToken(token);
  if (content?.region !== region) return false;
  const grant = view.grantsIn(content.account, region).grant(content.keyId, content.id);
  return grant === undefined || grant.secret === content.secret;
}

/** The grant of a token. */
export function grantOfToken(
  view: KeyStoreView,
  token: string,
  { region }: Pick<OperationCall, "region">,
  refuse: Refuse<Pick<SharedRefusals, "invalid-grant-token" | "unknown-grant">>,
): Grant {
  if (!isGenuine(view, token, region)) refuse("invalid-grant-token");
  const { account, keyId, id } = readToken(token) ?? refuse.always("invalid-grant-token");
  return view.grantsIn(account, region).grant(keyId, id) ?? refuse.always("unknown-grant");
}
