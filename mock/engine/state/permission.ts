import { callOperations } from "../../../generated/call-operations";
import type { SharedRefusals } from "../../../generated/rules";
import { keyArn } from "./arn";
import { type EncryptionContext, isGranted } from "./grants/grant-verdict";
import type { Key } from "./key";
import type { OperationCall } from "./operation-call";
import { conditionHolds } from "./policy-conditions";
import { awsPrincipals, type Statement } from "./policy-grammar";
import { type PolicyRules, policyOf, readPolicy, statementsIn } from "./policy-text";
import { type Caller, callerArn, isNamedBy } from "./principals";
import type { Refuse } from "./refuse";
import type { KeyStoreView } from "./state";
import { matchesWildcards } from "./wildcards";

/** Statements of policies, read once for each key value: a changed policy is a new key value. */
const statementsOf = new WeakMap<Key, readonly Statement[]>();

/** What a call does to one of its keys, where that is not simply what the operation is called. */
export interface Access {
  /** Such as `kms:ReEncryptFrom`; by default the action of the operation. */
  readonly action?: string;
  /** What constraints of grants are compared with; by default the request's EncryptionContext. */
  readonly context?: EncryptionContext | undefined;
}

/**
 * Refuses a caller to whom neither the key policy nor a grant gives the action, and a caller of another account where the
 * operation has no cross-account use.
 */
export function authorise(
  view: KeyStoreView,
  call: OperationCall,
  key: Key,
  refuse: Refuse<Pick<SharedRefusals, "permission" | "other-account">>,
  access?: Access,
): void {
  authoriseBy(view, call, key, refuse as RefuseAccess, "permission", access);
}

/** What {@link authoriseBy} may refuse by: the caller has to see to it that the operation has the rule. */
type RefuseAccess = Refuse<Pick<SharedRefusals, AccessRule | "other-account">>;

/** A rule about a caller to whom the key policy does not give an action. */
export type AccessRule = "permission" | "permission-to" | "aws-managed-key";

/**
 * As {@link authorise}, by a rule that the operation has for keys whose policy does not give the action.
 * @param rule `permission-to` is about the key that ReEncrypt encrypts under.
 */
export function authoriseBy(
  view: KeyStoreView,
  call: OperationCall,
  key: Key,
  refuse: RefuseAccess,
  rule: AccessRule,
  access: Access = {},
): void {
  if (mayUse(view, call, key, access)) return;
  const reaches = call.account === key.account || callOperations[call.operation].crossAccount;
  refuse(reaches ? rule : "other-account", { callerArn: callerArn(call), keyArn: keyArn(key) });
}

/** Whether a caller may do what it calls to a key: by the key's policy or by a grant. */
export function mayUse(view: KeyStoreView, call: OperationCall, key: Key, access: Access = {}): boolean {
  const { permission, crossAccount } = callOperations[call.operation];
  if (call.account !== key.account && !crossAccount) return false;
  const action = access.action ?? permission?.action ?? "";
  const verdict = policyVerdict(key, call, action);
  return verdict === "allowed" || (verdict === "silent" && isGrantedTo(view, key, call, action, access));
}

/** Grants add to a policy that says nothing of the caller; a Deny is stronger (docs/evidence/grants.md#what-a-grant-permits). */
function isGrantedTo(view: KeyStoreView, key: Key, call: OperationCall, action: string, access: Access): boolean {
  const { request } = call;
  const own = "EncryptionContext" in request ? (request.EncryptionContext as EncryptionContext) : undefined;
  return isGranted(view, key, call, {
    operation: action.slice("kms:".length),
    context: "context" in access ? access.context : own,
    ...(call.operation === "CreateGrant" && { child: request as OperationCall<"CreateGrant">["request"] }),
  });
}

/** What a key policy says of an action: it is given, it is denied, or nothing. */
type Verdict = "allowed" | "denied" | "silent";

function policyVerdict(key: Key, caller: Caller, action: string): Verdict {
  // The two policies that nearly all keys have, without reading their text.
  if (key.policy === undefined) {
    const given =
      key.account === caller.account && (key.manager === "CUSTOMER" || /^kms:(?:Describe|Get|List)/.test(action));
    return given ? "allowed" : "silent";
  }
  let statements = statementsOf.get(key);
  if (!statements) {
    statements = statementsIn(policyOf(key));
    statementsOf.set(key, statements);
  }
  return verdictOf(statements, caller, action);
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
  if (!bypass && verdictOf(statements, call, "kms:PutKeyPolicy") !== "allowed") refuse("policy-lockout");
  return text;
}

/** Statements allow an action where one allows it and none denies it. */
function verdictOf(statements: readonly Statement[], caller: Caller, action: string): Verdict {
  const applies = (effect: Statement["Effect"]) => (statement: Statement) =>
    statement.Effect === effect &&
    namesAction(statement, action) &&
    namesCaller(statement, caller) &&
    conditionHolds(statement, caller);
  if (statements.some(applies("Deny"))) return "denied";
  return statements.some(applies("Allow")) ? "allowed" : "silent";
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

function isAmong(named: unknown, caller: Caller, unknown: boolean): boolean {
  const names = typeof named === "string" ? [named] : awsPrincipals(named);
  return names.some((name) => isNamedBy(name, caller, unknown));
}
