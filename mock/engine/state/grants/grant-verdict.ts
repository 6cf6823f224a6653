import type { CreateGrantRequest, GrantConstraints, GrantOperation } from "../../../../generated/types";
import type { Key } from "../key";
import type { OperationCall } from "../operation-call";
import { type Caller, isNamedBy, namesOf } from "../principals";
import type { KeyStoreView } from "../state";
import type { Grant } from "./grant";
import type { GrantsView } from "./grant-table";

/** The encryption context of a call: pairs of texts. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** What a call wants to do to a key, as a grant sees it. */
export interface Wanted {
  /** `Decrypt` of `kms:Decrypt`; any text, for most operations are in no grant. */
  readonly operation: string;
  /** Absent: the call has none, which is the same as an empty one. */
  readonly context?: EncryptionContext | undefined;
  /** The grant that a CreateGrant wants to make. */
  readonly child?: Pick<CreateGrantRequest, "Operations" | "Constraints">;
}

/** To these operations no constraint on the encryption context applies (docs/evidence/grants.md#kinds-of-constraint). */
const WITHOUT_CONTEXT: ReadonlySet<string> = new Set<GrantOperation>(["DescribeKey", "RetireGrant"]);

/** Whether a grant permits what its grantee wants (docs/evidence/grants.md#what-a-grant-permits). Pure. */
export function permits(
  { operations, constraints }: Pick<Grant, "operations" | "constraints">,
  wanted: Wanted,
): boolean {
  const { operation, context = {}, child } = wanted;
  if (!operations.some((each) => each === operation)) return false;
  // No direct call is made on behalf of a resource.
  if (constraints?.SourceArn !== undefined && operation !== "RetireGrant") return false;
  if (child) return isAtMost(child, operations, constraints);
  return WITHOUT_CONTEXT.has(operation) || fitsContext(constraints, context);
}

/** Whether the key's grants permit a call what the key policy does not. Only grants to the caller are looked at. */
export function isGranted(view: KeyStoreView, key: Key, call: OperationCall, wanted: Wanted): boolean {
  const grants = view.grantsIn(key.account, key.region);
  for (const grantee of granteesOf(grants, key, call)) {
    for (let after = ""; ; ) {
      const page = grants.after(key.id, grantee, after, PAGE);
      if (page.some((grant) => permits(grant, wanted))) return true;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      after = last.id;
    }
  }
  return false;
}

/** How many grants are read at once. */
const PAGE = 64;

/** The grantees of a key's grants that are the caller: somebody without a name may be anybody of the account. */
function granteesOf(grants: GrantsView, { id }: Key, { account, region, principal }: OperationCall): string[] {
  if (principal) return namesOf(account, region, principal);
  const caller: Caller = { account };
  return [...grants.grantees(id)].filter((grantee) => isNamedBy(grantee, caller, true));
}

function fitsContext(constraints: GrantConstraints | undefined, context: EncryptionContext): boolean {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints ?? {};
  return (equals === undefined || isSame(equals, context)) && (subset === undefined || hasAll(context, subset));
}

/** A grant made by a grant: at most its operations, and a constraint as strict or stricter (docs/evidence/grants.md#grant-through-a-grant). */
function isAtMost(
  { Operations, Constraints }: NonNullable<Wanted["child"]>,
  operations: readonly GrantOperation[],
  constraints: GrantConstraints | undefined,
): boolean {
  if (!Operations.every((operation) => operations.includes(operation))) return false;
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints ?? {};
  const { EncryptionContextEquals: childEquals, EncryptionContextSubset: childSubset } = Constraints ?? {};
  if (equals !== undefined) return childEquals !== undefined && isSame(equals, childEquals);
  return subset === undefined || hasAll(childEquals ?? childSubset ?? {}, subset);
}

function isSame(a: EncryptionContext, b: EncryptionContext): boolean {
  return Object.keys(a).length === Object.keys(b).length && hasAll(a, b);
}

function hasAll(context: EncryptionContext, pairs: EncryptionContext): boolean {
  return Object.entries(pairs).every(([name, value]) => Object.hasOwn(context, name) && context[name] === value);
}
