import type { SharedRefusals } from "../../../../generated/rules";
import type { AliasListEntry } from "../../../../generated/types";
import { aliasArn } from "../arn";
import type { StateDraft } from "../draft";
import type { Alias, Key } from "../key";
import { aliasFamilyOf } from "../key-specs";
import { refuseStates } from "../key-state-rules";
import { seconds } from "../metadata";
import type { OperationCall, Transitions } from "../operation-call";
import { pageOf } from "../paging";
import { authorise } from "../permission";
import type { Refuse } from "../refuse";
import { resolveKey } from "../resolve-key";

/** Operations on aliases. */
export const aliasTransitions = {
  /** The target's form is checked before the name is looked up (inferred). */
  CreateAlias: (draft, call, { now }, refuse): undefined => {
    const { account, region } = call;
    const { AliasName: name, TargetKeyId: target } = call.request;
    checkPrefix(name, refuse);
    if (name.includes(":")) refuse("invalid-characters", { aliasName: name });
    if (isAlias(target)) refuse("alias-refused");
    if (name.startsWith("alias/aws/")) refuse("reserved-name");
    if (name === "alias/") refuse("empty-name");
    if (draft.alias(account, region, name)) refuse("name-taken", { aliasArn: aliasArn(account, region, name) });
    const key = resolveKey(draft, call, target, refuse);
    refuseStates(draft, key, refuse, "pending-deletion");
    refuseFullKey(draft, key, refuse);
    draft.putAlias({ account, region, name, serial: draft.takeSerial(), target: key.id, created: now, updated: now });
  },

  /** Old and new key are of one family and usage (documented; error inferred). */
  UpdateAlias: (draft, call, { now }, refuse): undefined => {
    const { AliasName: name, TargetKeyId: target } = call.request;
    if (isAlias(target)) refuse("alias-refused");
    const alias = requireAlias(draft, call, name, refuse);
    const key = resolveKey(draft, call, target, refuse);
    refuseStates(draft, key, refuse, "pending-deletion");
    const before = authoriseTarget(draft, call, alias, refuse);
    if (before && (aliasFamilyOf(before.spec) !== aliasFamilyOf(key.spec) || before.usage !== key.usage))
      refuse("same-kind");
    if (alias.target !== key.id) refuseFullKey(draft, key, refuse);
    draft.putAlias({ ...alias, target: key.id, updated: now });
  },

  /** The key itself is not touched, and may be in any state (documented). */
  DeleteAlias: (draft, call, _context, refuse): undefined => {
    const alias = requireAlias(draft, call, call.request.AliasName, refuse);
    draft.subject = authoriseTarget(draft, call, alias, refuse);
    draft.deleteAlias(alias);
  },

  /** Of the account and Region, or of one key; by name in byte order (recorded). */
  ListAliases: (draft, call, _context, refuse) => {
    const { account, region, request } = call;
    const key = request.KeyId === undefined ? undefined : resolveKey(draft, call, request.KeyId, refuse);
    const list = {
      scope: `${account}/${region}/${key?.id ?? ""}`,
      read: (after: string, most: number) =>
        key
          ? draft
              .aliasesOf(key.account, key.region, key.id)
              .filter(({ name }) => name > after)
              .slice(0, most)
          : draft.aliasesAfter(account, region, after, most),
      positionOf: ({ name }: Alias) => name,
    };
    const { items, more } = pageOf(call, list, refuse);
    return { Aliases: items.map(entryOf), ...more };
  },
} satisfies Partial<Transitions>;

function isAlias(target: string): boolean {
  return target.startsWith("alias/") || /^arn:[^:]*:kms:[^:]*:[^:]*:alias\//.test(target);
}

function checkPrefix(name: string, refuse: Refuse<Pick<SharedRefusals, "prefix">>): void {
  if (!name.startsWith("alias/")) refuse("prefix");
}

function refuseFullKey(draft: StateDraft, key: Key, refuse: Refuse<Pick<SharedRefusals, "alias-quota">>): void {
  const usage = draft.aliasCount(key.account, key.region, key.id);
  if (usage >= refuse.quota("alias-quota")) refuse("alias-quota", { usage: `${usage}` });
}

function requireAlias(
  draft: StateDraft,
  { account, region }: OperationCall,
  name: string,
  refuse: Refuse<Pick<SharedRefusals, "prefix" | "unknown-alias">>,
): Alias {
  checkPrefix(name, refuse);
  return (
    draft.alias(account, region, name) ?? refuse.always("unknown-alias", { aliasArn: aliasArn(account, region, name) })
  );
}

/** Documented: the permission on the key that the alias leads to is needed too; AWS's own aliases cannot be moved so. */
function authoriseTarget(
  draft: StateDraft,
  call: OperationCall,
  alias: Alias,
  refuse: Refuse<Pick<SharedRefusals, "permission" | "other-account" | "aws-alias">>,
): Key | undefined {
  const target = alias.target === undefined ? undefined : draft.key(alias.account, alias.region, alias.target);
  if (target) authorise(draft, call, target, refuse);
  else if (alias.name.startsWith("alias/aws/")) refuse("aws-alias");
  return target;
}

function entryOf({ account, region, name, target, created, updated }: Alias): AliasListEntry {
  return {
    AliasArn: aliasArn(account, region, name),
    AliasName: name,
    ...(created !== undefined && { CreationDate: seconds(created) }),
    ...(updated !== undefined && { LastUpdatedDate: seconds(updated) }),
    ...(target !== undefined && { TargetKeyId: target }),
  };
}
