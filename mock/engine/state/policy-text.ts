import type { SharedRefusals } from "../../../generated/rules";
import { partitionOf } from "../locality";
import type { Key } from "./key";
import { arrangePolicy, writePolicy } from "./policy-form";
import { hasValidPrincipals, type PolicyDocument, parsePolicy, type Statement } from "./policy-grammar";
import type { Refuse } from "./refuse";

/** The one name that a key policy can have (docs/evidence/policies-and-permission.md). */
export const POLICY_NAME = "default";

/** The rules by which the text of a policy is refused. */
export type PolicyRules = "malformed-policy" | "policy-without-resource" | "invalid-principal" | "policy-size";

/** The policy of a key that was made without one (documented). It leaves the decision to IAM policies of the account. */
function defaultPolicy(account: string, region: string): string {
  return policyText("key-default-1", {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: { AWS: rootOf(account, region) },
    Action: "kms:*",
    Resource: "*",
  });
}

/** The policy of an AWS managed key: the account may look, and change nothing (documented; wording inferred). */
function awsManagedPolicy(account: string, region: string): string {
  return policyText("auto-aws-managed-1", {
    Sid: "Allow direct access to key metadata to the account",
    Effect: "Allow",
    Principal: { AWS: rootOf(account, region) },
    Action: ["kms:Describe*", "kms:Get*", "kms:List*"],
    Resource: "*",
  });
}

function policyText(Id: string, statement: Readonly<Record<string, unknown>>): string {
  return writePolicy({ Version: "2012-10-17", Id, Statement: [statement] });
}

function rootOf(account: string, region: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:root`;
}

/** The policy of a key, as GetKeyPolicy answers it. */
export function policyOf(key: Key): string {
  if (key.policy !== undefined) return key.policy;
  return key.manager === "AWS" ? awsManagedPolicy(key.account, key.region) : defaultPolicy(key.account, key.region);
}

/** The statements of a text that a key keeps; none where it is no policy. */
export function statementsIn(text: string): readonly Statement[] {
  return parsePolicy(text)?.Statement ?? [];
}

/**
 * Reads a policy that a request sets.
 * @returns its statements, and the text in the form that AWS gives it.
 */
export function readPolicy(
  text: string,
  { region }: { readonly region: string },
  refuse: Refuse<Pick<SharedRefusals, PolicyRules>>,
): { readonly statements: readonly Statement[]; readonly text: string } {
  // The quota is in bytes; the model's own limit is four times that.
  if (new TextEncoder().encode(text).length > refuse.quota("policy-size")) refuse("policy-size");
  const document = parsePolicy(text);
  if (!document) {
    refuse("malformed-policy");
    return { statements: [], text };
  }
  // AWS notice of 2025-08-18 (docs/evidence/policies-and-permission.md#missing-resource).
  if (!document.Statement.every(({ Resource, NotResource }) => (Resource ?? NotResource) !== undefined))
    refuse("policy-without-resource");
  if (!document.Statement.every(hasValidPrincipals)) refuse("invalid-principal");
  return { statements: document.Statement, text: writeKept(document, region) };
}

/** The form in which AWS keeps a policy; a text that is no policy stays as it is. */
export function keptPolicy(text: string, region: string): string {
  const document = parsePolicy(text);
  return document ? writeKept(document, region) : text;
}

function writeKept(document: PolicyDocument, region: string): string {
  return writePolicy(arrangePolicy(document, (account) => rootOf(account, region)));
}
