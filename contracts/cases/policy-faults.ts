import type { TargetLocation } from "../given/case-world";
import { policyOf } from "../given/key-states";

/** A policy that each operation refuses which takes a policy, and the rule that says so. */
export interface PolicyFault {
  readonly rule: string;
  readonly form: string;
  readonly policy: (location: TargetLocation) => string;
}

const statement = (members: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:*", ...members }] });

const rootOf = ({ partition, account }: TargetLocation) => `arn:${partition}:iam::${account}:root`;

/** The largest policy that the service accepts, in bytes (docs/evidence/policies-and-permission.md). */
const LARGEST = 32_768;

/** A fault for each rule about the text of a policy. */
export const POLICY_FAULTS: readonly PolicyFault[] = [
  { rule: "malformed-policy", form: "no JSON", policy: () => "{" },
  { rule: "malformed-policy", form: "no statement", policy: () => '{"Version":"2012-10-17"}' },
  {
    rule: "policy-without-resource",
    form: "one statement",
    policy: (location) => statement({ Principal: { AWS: rootOf(location) } }),
  },
  {
    rule: "invalid-principal",
    form: "a word",
    policy: () => statement({ Principal: { AWS: "trent" }, Resource: "*" }),
  },
  {
    rule: "invalid-principal",
    form: "an ARN of another service",
    policy: () => statement({ Principal: { AWS: "arn:aws:s3:::trent-contract" }, Resource: "*" }),
  },
  {
    rule: "policy-size",
    form: "one byte more than 32 KiB",
    policy: (location) => policyOf(location, "a".repeat(LARGEST + 1 - policyOf(location, "").length)),
  },
  {
    rule: "policy-lockout",
    form: "only DescribeKey",
    policy: () => statement({ Principal: { AWS: "*" }, Action: "kms:DescribeKey", Resource: "*" }),
  },
];

/** The members of a request that a policy takes. */
interface PolicyMembers {
  readonly Policy: string;
  readonly BypassPolicyLockoutSafetyCheck?: boolean;
}

/**
 * The members of a request with a faulty policy. It forgoes the check of the lockout where that is not what is asked:
 * the check refuses with the same error, and would hide a service that does not read the policy.
 */
export function withFault({ rule, policy }: PolicyFault, location: TargetLocation): PolicyMembers {
  return { Policy: policy(location), ...(rule !== "policy-lockout" && { BypassPolicyLockoutSafetyCheck: true }) };
}
