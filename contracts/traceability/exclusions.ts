import { ruleName } from "../../openapi/dialect/rule-model";
import { BACKING, SECOND_CALLER } from "../cases/case-family";
import { FAMILIES } from "../cases/operation-families";
import { RULES } from "../clauses/rule-clauses";

const NOT_VISIBLE = "happens inside the service, at a time that no call shows";
const OTHER_SERVICE = "other services with other endpoints; test/state/monitoring.test.ts proves it for the mock";
const SERVICE_FAULT = "a fault of the service, which a client cannot provoke";
const OURS = "our own answer to what this project does not simulate: no other implementation has to give it";
const SIGNATURE = "no emulator checks signatures; see P6";

/** Rules that no case proves on any operation, by the id of the rule. */
const SHARED_RULES: Readonly<Record<string, string>> = {
  permission: SECOND_CALLER,
  "permission-in-the-replica-region": SECOND_CALLER,
  "other-account": SECOND_CALLER,
  "own-stores-only": SECOND_CALLER,
  "eventual-consistency": "allows a delay, and demands nothing: on the live service the suite waits for it",
  "monitor-cloudtrail": OTHER_SERVICE,
  "monitor-cloudwatch": OTHER_SERVICE,
  "aws-owned-keys": NOT_VISIBLE,
  "aws-managed-since-may-2022": NOT_VISIBLE,
  "aws-managed-new-keys": NOT_VISIBLE,
  "aws-managed-existing-keys": NOT_VISIBLE,
  "no-sm2": OURS,
  recipient: OURS,
};

/** Declared errors that no case provokes on any operation, by their type. */
const SHARED_ERRORS: Readonly<Record<string, string>> = {
  DependencyTimeoutException: SERVICE_FAULT,
  KMSInternalException: SERVICE_FAULT,
  KeyUnavailableException: SERVICE_FAULT,
  InternalFailure: SERVICE_FAULT,
  ThrottlingException: "provoking it would mean to overload the target",
  MissingAuthenticationTokenException: SIGNATURE,
  IncompleteSignatureException: SIGNATURE,
  InvalidSignatureException: SIGNATURE,
  UnrecognizedClientException: SIGNATURE,
  ExpiredTokenException: SIGNATURE,
  CloudHsmClusterInvalidConfigurationException: BACKING,
  CloudHsmClusterNotActiveException: BACKING,
  CloudHsmClusterNotFoundException: BACKING,
  IncorrectTrustAnchorException: BACKING,
  XksKeyInvalidConfigurationException: BACKING,
  XksKeyNotFoundException: BACKING,
  XksProxyIncorrectAuthenticationCredentialException: BACKING,
  XksProxyInvalidConfigurationException: BACKING,
  XksProxyInvalidResponseException: BACKING,
  XksProxyUriUnreachableException: BACKING,
  XksProxyVpcEndpointServiceInvalidConfigurationException: BACKING,
  XksProxyVpcEndpointServiceNotFoundException: BACKING,
  LimitExceededException:
    "a quota of the account, which a test must not use up; RotateKeyOnDemand proves it where the target has a clock",
  AccessDeniedException: SECOND_CALLER,
  RequestEntityTooLargeException:
    "the limit is not recorded; the suite accepts any refusal of a body far beyond the limits of the model",
  UnknownOperationException:
    "declared for each operation because its target may be misspelt; protocol.unknown-operation proves it once",
};

const UNPROVED: Readonly<Record<string, string>> = Object.assign({}, ...FAMILIES.map(({ unproved }) => unproved));

/** Why no case proves a clause, such as `EnableKeyRotation.permission.text`; undefined where there is no reason: a gap. */
export function unprovedClause(clause: string): string | undefined {
  const [operation, rule = ""] = clause.replace(/\.text$/, "").split(/\.(.*)/s);
  return UNPROVED[`${operation}.${rule}`] ?? SHARED_RULES[rule];
}

/** Why no case provokes a declared error of an operation; undefined where there is no reason: a gap. */
export function unprovedError(operation: string, type: string): string | undefined {
  return UNPROVED[`${operation} ${type}`] ?? SHARED_ERRORS[type];
}

/** The exclusions that exclude nothing: no such rule is unproved, or no such error is declared. */
export function staleExclusions(proved: ReadonlySet<string>, errors: readonly (readonly [string, string])[]): string[] {
  const unproved = RULES.filter((rule) => !proved.has(ruleName(rule)) || !proved.has(`${ruleName(rule)}.text`));
  const ids = new Set(unproved.flatMap((rule) => [rule.id, ruleName(rule)]));
  const types = new Set(errors.flatMap(([operation, type]) => [type, `${operation} ${type}`]));
  return [...Object.keys(SHARED_RULES), ...Object.keys(SHARED_ERRORS), ...Object.keys(UNPROVED)].filter(
    (name) => !ids.has(name) && !types.has(name),
  );
}
