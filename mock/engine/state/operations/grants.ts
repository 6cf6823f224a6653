import type { SharedRefusals } from "../../../../generated/rules";
import type { StateDraft } from "../draft";
import { refuseDryRun } from "../dry-run";
import { grantOfToken } from "../grants/check-grant-tokens";
import { entryOf, GRANT_ID, type Grant, keyOf, sameness } from "../grants/grant";
import { checkPrincipalArn, readTerms } from "../grants/grant-request";
import { writeToken } from "../grants/grant-token";
import { retirableIn } from "../grants/retirable";
import { authoriseRetiring } from "../grants/retiring";
import type { Key } from "../key";
import { refuseStates } from "../key-state-rules";
import type { Transitions } from "../operation-call";
import { pageOf } from "../paging";
import type { Refuse } from "../refuse";
import { findKey, resolveKeyOfAnyAccount } from "../resolve-key";

/** Operations on grants. */
export const grantTransitions = {
  /** A request with a name finds the grant that is there; its token is another one each time (recorded). */
  CreateGrant: (draft, call, { now, ids }, refuse) => {
    const key = resolveKeyOfAnyAccount(draft, call, call.request.KeyId, refuse);
    refuseStates(draft, key, refuse, "disabled-key", "pending-deletion", "pending-import", "creating");
    const terms = readTerms(call.request, key, call.account, refuse);
    const grants = draft.grantsIn(key.account, key.region);
    const text = sameness(terms);
    const present = text === undefined ? undefined : grants.same(key.id, text);
    if (!present && grants.count(key.id) >= refuse.quota("grant-quota")) refuse("grant-quota");
    refuseDryRun(call, refuse);
    const grant: Grant = present ?? { ...terms, id: ids.hex(64), secret: ids.hex(32), created: now };
    if (!present) draft.putGrant(grant);
    return { GrantId: grant.id, GrantToken: writeToken(grant, ids) };
  },

  /** Of one key, in every key state (key-state table). */
  ListGrants: (draft, call, _context, refuse) => {
    const { request } = call;
    const { GrantId, GranteePrincipal, GranteeServicePrincipal } = request;
    const key = resolveKeyOfAnyAccount(draft, call, request.KeyId, refuse);
    if (GranteePrincipal !== undefined && GranteeServicePrincipal !== undefined) refuse("one-grantee");
    checkPrincipalArn(GranteePrincipal, refuse);
    if (GrantId !== undefined && !GRANT_ID.test(GrantId)) refuse("malformed-grant-id");
    const grants = draft.grantsIn(key.account, key.region);
    const grantee = GranteePrincipal ?? GranteeServicePrincipal;
    const read = (after: string, most: number): Grant[] => {
      if (GrantId === undefined) return grants.after(key.id, grantee, after, most);
      const grant = grants.grant(key.id, GrantId);
      const isMeant = grantee === undefined || grant?.grantee === grantee || grant?.granteeService === grantee;
      return grant && isMeant && GrantId > after ? [grant] : [];
    };
    const scope = `${key.account}/${key.region}/${key.id}/${grantee ?? ""}/${GrantId ?? ""}`;
    const { items, more } = pageOf(call, { scope, read, positionOf: ({ id }: Grant) => id }, refuse);
    return { Grants: items.map(entryOf), ...more };
  },

  /** Over all keys of the Region (documented). */
  ListRetirableGrants: (draft, call, _context, refuse) => {
    const { RetiringPrincipal, RetiringServicePrincipal } = call.request;
    if ((RetiringPrincipal === undefined) === (RetiringServicePrincipal === undefined))
      refuse("one-retiring-principal");
    checkPrincipalArn(RetiringPrincipal, refuse);
    const { items, more } = pageOf(call, retirableIn(draft, call), refuse);
    return { Grants: items.map(entryOf), ...more };
  },

  /** The grant itself says who may; the key may be in any state (documented). */
  RetireGrant: (draft, call, _context, refuse): undefined => {
    const { GrantToken, KeyId, GrantId } = call.request;
    const grant =
      GrantToken !== undefined
        ? grantOfToken(draft, GrantToken, call, refuse)
        : KeyId === undefined || GrantId === undefined
          ? refuse.always("which-grant")
          : requireGrant(draft, findKey(draft, call, KeyId, refuse), GrantId, refuse);
    const { account, region, id } = keyOf(grant);
    draft.subject = draft.key(account, region, id);
    draft.use = { data: { grantId: grant.id } };
    authoriseRetiring(call, grant, refuse);
    refuseDryRun(call, refuse);
    draft.deleteGrant(grant);
  },

  /** By whoever the key policy allows it; the key may be in any state (documented). */
  RevokeGrant: (draft, call, _context, refuse): undefined => {
    const { KeyId, GrantId } = call.request;
    const key = resolveKeyOfAnyAccount(draft, call, KeyId, refuse);
    const grant = requireGrant(draft, key, GrantId, refuse);
    refuseDryRun(call, refuse);
    draft.deleteGrant(grant);
  },
} satisfies Partial<Transitions>;

function requireGrant(
  draft: StateDraft,
  { account, region, id }: Key,
  grantId: string,
  refuse: Refuse<Pick<SharedRefusals, "malformed-grant-id" | "unknown-grant">>,
): Grant {
  if (!GRANT_ID.test(grantId)) refuse("malformed-grant-id");
  return draft.grantsIn(account, region).grant(id, grantId) ?? refuse.always("unknown-grant");
}
