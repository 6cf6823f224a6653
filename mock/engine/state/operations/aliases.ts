import type { AliasListEntry } from "../../../../generated/types";
import { aliasArn } from "../arn";
import type { StateDraft } from "../draft";
import type { Alias } from "../key";
import { aliasFamilyOf } from "../key-specs";
import { refuseStates } from "../key-state-rules";
import { seconds } from "../metadata";
import { ModeledError } from "../modeled-error";
import type { OperationCall, Transition } from "../operation-call";
import { pageOf } from "../paging";
import { authorise } from "../permission";
import { type KeyLookup, resolveKey } from "../resolve-key";

/** Documented quota; the error is listed by the model, its text not known. */
const MOST_ALIASES = 50;

const TARGET: KeyLookup = { alias: "ValidationException", otherAccounts: false };

/** CreateAlias. */
export const createAlias: Transition<"CreateAlias"> = (draft, call, { now }): undefined => {
  const { account, region } = call;
  const name = checkName(call.request.AliasName);
  // Documented: alias/aws/ is reserved for AWS. The error is inferred: it is the one that the model lists for names.
  if (name.startsWith("alias/aws/") || name === "alias/") throw new ModeledError("InvalidAliasNameException");
  if (draft.alias(account, region, name)) {
    // Recorded: terraform transcripts.
    throw new ModeledError(
      "AlreadyExistsException",
      `An alias with the name ${aliasArn(account, region, name)} already exists`,
    );
  }
  const key = resolveKey(draft, call, call.request.TargetKeyId, TARGET);
  refuseStates(draft, key, "pendingDeletion");
  if (draft.aliasesOf(account, region, key.id).length >= MOST_ALIASES) throw new ModeledError("LimitExceededException");
  draft.putAlias({ account, region, name, serial: draft.takeSerial(), target: key.id, created: now, updated: now });
};

/** UpdateAlias: old and new key are of one family and usage (documented; error inferred). */
export const updateAlias: Transition<"UpdateAlias"> = (draft, call, { now }): undefined => {
  const alias = requireAlias(draft, call, call.request.AliasName);
  const key = resolveKey(draft, call, call.request.TargetKeyId, TARGET);
  refuseStates(draft, key, "pendingDeletion");
  const before = authoriseTarget(draft, call, alias);
  if (before && (aliasFamilyOf(before.spec) !== aliasFamilyOf(key.spec) || before.usage !== key.usage)) {
    throw new ModeledError("ValidationException");
  }
  const full = draft.aliasesOf(call.account, call.region, key.id).length >= MOST_ALIASES;
  if (full && alias.target !== key.id) throw new ModeledError("LimitExceededException");
  draft.putAlias({ ...alias, target: key.id, updated: now });
};

/** DeleteAlias: the key itself is not touched, and may be in any state (documented). */
export const deleteAlias: Transition<"DeleteAlias"> = (draft, call): undefined => {
  const alias = requireAlias(draft, call, call.request.AliasName);
  draft.subject = authoriseTarget(draft, call, alias);
  draft.deleteAlias(alias);
};

/** ListAliases: of the account and Region, or of one key; pages of at most 100 (documented). */
export const listAliases: Transition<"ListAliases"> = (draft, call) => {
  const { account, region, request } = call;
  const key = request.KeyId === undefined ? undefined : resolveKey(draft, call, request.KeyId);
  const { items, more } = pageOf(
    `ListAliases/${account}/${region}/${key?.id ?? ""}`,
    request,
    { usual: 50, most: 100 },
    (after, most) =>
      key
        ? draft
            .aliasesOf(key.account, key.region, key.id)
            .filter(({ serial }) => serial > after)
            .slice(0, most)
        : draft.aliasesAfter(account, region, after, most),
    ({ serial }) => serial,
  );
  return { Aliases: items.map(entryOf), ...more };
};

/** Recorded on CreateAlias (emulators.md 3.1 row 13); on the other two inferred. */
function checkName(name: string): string {
  if (name.startsWith("alias/")) return name;
  throw new ModeledError(
    "ValidationException",
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  );
}

function requireAlias(draft: StateDraft, { account, region }: OperationCall, name: string): Alias {
  const alias = draft.alias(account, region, checkName(name));
  // Text recorded on DescribeKey: cloudposse/docs#152.
  if (!alias) throw new ModeledError("NotFoundException", `Alias ${aliasArn(account, region, name)} is not found.`);
  return alias;
}

/** Documented: the permission on the key that the alias leads to is needed too; AWS's own aliases cannot be moved so. */
function authoriseTarget(draft: StateDraft, call: OperationCall, alias: Alias) {
  const target = alias.target === undefined ? undefined : draft.key(alias.account, alias.region, alias.target);
  if (target) authorise(call, target, false);
  else if (alias.name.startsWith("alias/aws/")) throw new ModeledError("AccessDeniedException");
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
