import { callOperations } from "../../../generated/call-operations";
import type { SharedRefusals } from "../../../generated/rules";
import { partitionOf } from "../locality";
import { keyArn } from "./arn";
import type { Key } from "./key";
import type { OperationCall, Principal } from "./operation-call";
import { conditionHolds } from "./policy-conditions";
import { awsPrincipals, type Statement } from "./policy-grammar";
import { type PolicyRules, policyOf, readPolicy, statementsIn } from "./policy-text";
import type { Refuse } from "./refuse";
import { matchesWildcards } from "./wildcards";

/** The caller of a call, as far as a policy can tell callers apart. */
type Caller = Pick<OperationCall, "account" | "principal">;

/** Statements of policies, read once for each key value: a changed policy is a new key value. */
const statementsOf = new WeakMap<Key, readonly Statement[]>();

/**
 * Refuses a caller to whom the key policy does not give the action, and a caller of another account where the operation
 * has no cross-account use.
 */
export function authorise(
  call: OperationCall,
  key: Key,
  refuse: Refuse<Pick<SharedRefusals, "permission" | "other-account">>,
): void {
  authoriseBy(call, key, refuse as RefuseAccess, "permission");
}

/** What {@link authoriseBy} may refuse by: the caller has to see to it that the operation has the rule. */
type RefuseAccess = Refuse<Pick<SharedRefusals, AccessRule | "other-account">>;

/** A rule about a caller to whom the key policy does not give an action. */
export type AccessRule = "permission" | "permission-to" | "aws-managed-key";

/** As {@link authorise}, by a rule that the operation has for keys whose policy does not give the action. */
export function authoriseBy(call: OperationCall, key: Key, refuse: RefuseAccess, rule: AccessRule): void {
  if (mayUse(call, key, rule === "permission-to" ? "kms:ReEncryptTo" : undefined)) return;
  const reaches = call.account === key.account || callOperations[call.operation].crossAccount;
  refuse(reaches ? rule : "other-account", { callerArn: callerArnOf(call), keyArn: keyArn(key) });
}

/**
 * Whether a caller may do what it calls to a key.
 * @param action what it needs for that, where it is not the permission of the operation.
 */
export function mayUse(call: OperationCall, key: Key, action?: string): boolean {
  const { permission, crossAccount } = callOperations[call.operation];
  const reaches = call.account === key.account || crossAccount;
  return reaches && isAllowed(key, call, action ?? permission?.action ?? "");
}

/** The caller as texts name it: the account's root user where it has no name. */
export function callerArnOf({ principal, region, account }: OperationCall): string {
  return principal?.arn ?? `arn:${partitionOf(region)}:iam::${account}:root`;
}

function isAllowed(key: Key, caller: Caller, action: string): boolean {
  // The two policies that nearly all keys have, without reading their text.
  if (key.policy === undefined) {
    return key.account === caller.account && (key.manager === "CUSTOMER" || /^kms:(?:Describe|Get|List)/.test(action));
  }
  let statements = statementsOf.get(key);
  if (!statements) {
    statements = statementsIn(policyOf(key));
    statementsOf.set(key, statements);
  }
  return gives(statements, caller, action);
}

/**
 * Checks a policy that a request sets, and gives the text that the key keeps. Refused is what is no policy, and one that
 * would keep the caller from ever changing it again, unless that is wanted.
 * @param bypass the request's BypassPolicyLockoutSafetyCheck.
 */
export function checkPolicy(
  policy: string,
  call: OperationCall,
  bypass: boolean | undefined,
  refuse: Refuse<Pick<SharedRefusals, PolicyRules | "policy-lockout">>,
): string {
  const { statements, text } = readPolicy(policy, call, refuse);
  if (!bypass && !gives(statements, call, "kms:PutKeyPolicy")) refuse("policy-lockout");
  return text;
}

/** Whether statements allow an action: one allows it and none denies it. */
function gives(statements: readonly Statement[], caller: Caller, action: string): boolean {
  const applies = (effect: Statement["Effect"]) => (statement: Statement) =>
    statement.Effect === effect &&
    namesAction(statement, action) &&
    namesCaller(statement, caller) &&
    conditionHolds(statement, caller);
  return statements.some(applies("Allow")) && !statements.some(applies("Deny"));
}

function namesAction({ Action, NotAction }: Statement, action: string): boolean {
  const matches = (patterns: Statement["Action"]) =>
    [patterns ?? []].flat().some((pattern) => matchesWildcards(pattern, action));
  return Action !== undefined ? matches(Action) : !matches(NotAction);
}

/**
 * An unknown caller may be anybody of the account: it gets what any of them gets, and is refused nothing of one. So it is
 * among those whom an Allow names, or whom a Deny leaves out.
 */
function namesCaller({ Effect, Principal, NotPrincipal }: Statement, caller: Caller): boolean {
  if (Principal !== undefined) return isAmong(Principal, caller, Effect === "Allow");
  return !isAmong(NotPrincipal, caller, Effect === "Deny");
}

function isAmong(named: unknown, { account, principal }: Caller, unknown: boolean): boolean {
  const names = typeof named === "string" ? [named] : awsPrincipals(named);
  return names.some((name) => {
    if (name === "*" || name === account) return true;
    const [, owner, resource] = /^arn:[a-z-]+:(?:iam|sts)::(\d{12}):(.+)$/.exec(name) ?? [];
    if (owner !== account) return false;
    if (resource === "root") return true;
    return principal === undefined ? unknown : isSame(name, principal);
  });
}

/** A role's session counts as the role. */
function isSame(name: string, { arn }: Principal): boolean {
  return name === arn || name === arn.replace(/:sts::(\d{12}):assumed-role\/([^/]+)\/.*$/, ":iam::$1:role/$2");
}
