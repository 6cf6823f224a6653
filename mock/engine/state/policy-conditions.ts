import type { Statement } from "./policy-grammar";
import { matchesWildcards } from "./wildcards";

/** What a key of a condition has in a call: a text, `null` where the call has no such key, undefined where nobody knows. */
type Known = string | null | undefined;

/**
 * Whether a statement's conditions hold. The mock knows two keys: kms:CallerAccount, and kms:ViaService, which no direct
 * call has. It cannot know the others: they let an Allow pass and a Deny not.
 */
export function conditionHolds({ Effect, Condition }: Statement, { account }: { readonly account: string }): boolean {
  const outcomes = Object.entries(Condition ?? {}).flatMap(([operator, tests]) =>
    Object.entries(tests).map(([key, wanted]) => holds(operator, knownOf(key, account), [wanted].flat().map(String))),
  );
  if (outcomes.includes(false)) return false;
  return Effect === "Allow" || !outcomes.includes(undefined);
}

function knownOf(key: string, account: string): Known {
  switch (key.toLowerCase()) {
    case "kms:calleraccount":
      return account;
    case "kms:viaservice":
      return null;
    default:
      return undefined;
  }
}

/** One test of a condition, by the documented operators of IAM; undefined where the mock cannot know. */
function holds(operator: string, value: Known, wanted: readonly string[]): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^null$/i.test(operator)) return wanted.includes(String(value === null));
  // Documented: a key that is not there fails a test, unless the operator is negated or ends with IfExists.
  if (value === null) return /Not|IfExists$|^ForAllValues:/i.test(operator);
  const [, negated, way] = /^String(Not)?(Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/i.exec(operator) ?? [];
  if (way === undefined) return undefined;
  const isLike = way.toLowerCase() === "like";
  const isWanted = wanted.some((each) => (isLike ? matchesWildcards(each, value) : each === value));
  return negated === undefined ? isWanted : !isWanted;
}
