import { partitionOf } from "../locality";
import type { Key } from "./key";
import { ModeledError } from "./modeled-error";

/** The one name that a key policy can have (model documentation). */
export const POLICY_NAME = "default";

/** Documented: a key policy has at most 32 KB; the model's own limit is four times that. */
const LARGEST = 32_768;

/** The policy of a key that was made without one (documented). It leaves the decision to IAM policies of the account. */
export function defaultPolicy(account: string, region: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

/** The policy of an AWS managed key: the account may look, and change nothing (documented; wording inferred). */
export function awsManagedPolicy(account: string, region: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "auto-aws-managed-1",
    Statement: [
      {
        Sid: "Allow direct access to key metadata to the account",
        Effect: "Allow",
        Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
        Action: ["kms:Describe*", "kms:Get*", "kms:List*"],
        Resource: "*",
      },
    ],
  });
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

/**
 * The statements of a policy document.
 * @throws Fault MalformedPolicyDocumentException for what is no JSON, or no policy (model; text not known), and
 * LimitExceededException above 32 KB (documented size; error inferred).
 */
export function readPolicy(text: string): readonly Statement[] {
  if (Buffer.byteLength(text) > LARGEST) throw new ModeledError("LimitExceededException");
  const document = parseJson(text);
  if (!isRecord(document)) throw new ModeledError("MalformedPolicyDocumentException");
  const listed: unknown[] = [document.Statement].flat();
  if (document.Statement === undefined || !listed.every(isStatement))
    throw new ModeledError("MalformedPolicyDocumentException");
  return listed as Statement[];
}

function isStatement(value: unknown): value is Statement {
  return (
    isRecord(value) &&
    (value.Effect === "Allow" || value.Effect === "Deny") &&
    (value.Principal !== undefined || value.NotPrincipal !== undefined) &&
    (value.Action !== undefined || value.NotAction !== undefined)
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ModeledError("MalformedPolicyDocumentException");
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
