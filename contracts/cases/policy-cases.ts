import { valid } from "../contract-case";
import { answers, byRule, holds, succeeds } from "../expectations";
import { shown } from "../finding";
import type { TargetLocation } from "../given/case-world";
import { policyOf } from "../given/key-states";
import { caseFamily, NOT_DOCUMENTED } from "./case-family";
import { minimalRequests, refusalsOf } from "./minimal-request";
import { POLICY_FAULTS, withFault } from "./policy-faults";

const MINIMAL = minimalRequests({
  GetKeyPolicy: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
  ListKeyPolicies: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
  PutKeyPolicy: {
    given: "an enabled symmetric key",
    body: ({ key, location }) => ({ KeyId: key.id, Policy: policyOf(location, "key-default-1") }),
  },
});

const refusal = refusalsOf(MINIMAL);

/** The policy of the states, as AWS writes it anew: recorded (docs/evidence/policies-and-permission.md#text-of-a-policy). */
const rewrittenPolicy = ({ partition, account }: TargetLocation, id: string) => `{
  "Version" : "2012-10-17",
  "Id" : "${id}",
  "Statement" : [ {
    "Sid" : "Account",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:${partition}:iam::${account}:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`;

/** Key policies. */
export const POLICIES = caseFamily({
  minimal: MINIMAL,
  cases: [
    valid(
      "success",
      "an enabled symmetric key",
      "PutKeyPolicy",
      ({ key, location }) => ({ KeyId: key.id, Policy: policyOf(location, "mine") }),
      [succeeds("PutKeyPolicy.success-is-empty")],
    ),
    refusal("PutKeyPolicy", "only-default", "any key", ({ key, location }) => ({
      KeyId: key.id,
      PolicyName: "AWS_RAM",
      Policy: policyOf(location, "mine"),
    })),
    ...POLICY_FAULTS.map((fault) =>
      valid(
        `${fault.rule}, ${fault.form}`,
        "any key",
        "PutKeyPolicy",
        ({ key, location }) => ({ KeyId: key.id, ...withFault(fault, location) }),
        byRule("PutKeyPolicy", fault.rule),
      ),
    ),
    valid("read back", "a key with another policy", "GetKeyPolicy", MINIMAL.GetKeyPolicy.body, [
      holds("PutKeyPolicy.success-is-empty", (body, { policyId }) =>
        String(body.Policy).includes(policyId)
          ? undefined
          : { expected: `the policy "${policyId}"`, actual: shown(body.Policy), pointer: "/Policy" },
      ),
    ]),
    valid("policy-form", "a key with another policy", "GetKeyPolicy", MINIMAL.GetKeyPolicy.body, [
      answers("GetKeyPolicy.policy-form", ({ location, policyId }) => ({
        Policy: rewrittenPolicy(location, policyId),
      })),
    ]),
    ...[undefined, "default"].map((PolicyName) =>
      valid(
        `policy-name, ${PolicyName ?? "left out"}`,
        "any key",
        "GetKeyPolicy",
        ({ key }) => ({ KeyId: key.id, ...(PolicyName && { PolicyName }) }),
        [answers("GetKeyPolicy.policy-name", () => ({ PolicyName: "default" }))],
      ),
    ),
    refusal("GetKeyPolicy", "policy-name", "any key", ({ key }) => ({ KeyId: key.id, PolicyName: "AWS_RAM" })),
    valid("only-default", "any key", "ListKeyPolicies", MINIMAL.ListKeyPolicies.body, [
      answers("ListKeyPolicies.only-default", () => ({ PolicyNames: ["default"], Truncated: false })),
    ]),
  ],
  unproved: {
    "PutKeyPolicy.policy-name": "inferred only; PutKeyPolicy.only-default refuses every other name first",
    "GetKeyPolicy KMSInvalidStateException": NOT_DOCUMENTED,
    "ListKeyPolicies KMSInvalidStateException": NOT_DOCUMENTED,
    "PutKeyPolicy KMSInvalidStateException": NOT_DOCUMENTED,
    "PutKeyPolicy UnsupportedOperationException": NOT_DOCUMENTED,
  },
});
