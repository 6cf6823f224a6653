import type { SharedRefusals } from "../../../generated/rules";
import { partitionOf } from "../locality";
import type { Key } from "./key";
import { arrangePolicy, type PolicyDocument, writePolicy } from "./policy-form";
import type { Refuse } from "./refuse";

/** The one name that a key policy can have (docs/evidence/policies-and-permission.md). */
export const POLICY_NAME = "default";

/** Documented: a key policy has at most 32 KiB, in bytes; the model's own limit is four times that. */
const LARGEST = 32_768;

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

/** One statement of a policy document, as far as the mock reads it. */
export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Condition?: unknown;
}

/** The statements of a text that a key keeps; none where it is no policy. */
export function statementsIn(text: string): readonly Statement[] {
  const document = parseJson(text);
  return isRecord(document) ? [document.Statement].flat().filter(isStatement) : [];
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
  if (new TextEncoder().encode(text).length > LARGEST) refuse("policy-size");
  const document = parseJson(text);
  const listed: unknown[] = isRecord(document) ? [document.Statement].flat() : [];
  if (!isRecord(document) || document.Statement === undefined || !listed.every(isStatement)) {
    refuse("malformed-policy");
    return { statements: [], text };
  }
  // AWS notice of 2025-08-18 (docs/evidence/policies-and-permission.md#missing-resource).
  if (!listed.every((statement) => "Resource" in statement || "NotResource" in statement))
    refuse("policy-without-resource");
  if (!listed.every(hasValidPrincipals)) refuse("invalid-principal");
  const arranged = arrangePolicy(document as PolicyDocument, (account) => rootOf(account, region));
  return { statements: [arranged.Statement].flat() as Statement[], text: writePolicy(arranged) };
}

/** The form in which AWS keeps a policy; a text that is no policy stays as it is. */
export function keptPolicy(text: string, region: string): string {
  const document = parseJson(text);
  if (!isRecord(document)) return text;
  return writePolicy(arrangePolicy(document, (account) => rootOf(account, region)));
}

function isStatement(value: unknown): value is Statement {
  return (
    isRecord(value) &&
    (value.Effect === "Allow" || value.Effect === "Deny") &&
    (value.Principal !== undefined || value.NotPrincipal !== undefined) &&
    (value.Action !== undefined || value.NotAction !== undefined)
  );
}

/** Forms of a principal under `AWS` (docs/evidence/policies-and-permission.md#invalid-principals). */
const PRINCIPAL = /^(?:\*|\d{12}|arn:aws[a-z-]*:(?:iam|sts)::\d{12}:.+|A[A-Z]{3}[A-Z0-9]{12,})$/;

function hasValidPrincipals(statement: Statement): boolean {
  const { Principal, NotPrincipal } = statement as { readonly Principal?: unknown; readonly NotPrincipal?: unknown };
  return [Principal, NotPrincipal].every((principal) => {
    if (principal === undefined || principal === "*") return true;
    if (!isRecord(principal)) return false;
    return [principal.AWS ?? []].flat().every((name) => typeof name === "string" && PRINCIPAL.test(name));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
