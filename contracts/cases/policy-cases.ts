import { valid } from "../contract-case";
import { answers, holds, succeeds } from "../expectations";
import { shown } from "../finding";
import { policyOf } from "../given/key-states";
import { caseFamily, NOT_DOCUMENTED } from "./case-family";
import { LOCKED_OUT } from "./locked-out-policy";
import { minimalRequests, refusalsOf } from "./minimal-request";

const MINIMAL = minimalRequests({
  GetKeyPolicy: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
  PutKeyPolicy: {
    given: "an enabled symmetric key",
    body: ({ key, location }) => ({ KeyId: key.id, Policy: policyOf(location, "key-default-1") }),
  },
});

const refusal = refusalsOf(MINIMAL);

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
    refusal("PutKeyPolicy", "policy-lockout", "any key", ({ key }) => ({ KeyId: key.id, Policy: LOCKED_OUT })),
    valid("read back", "a key with another policy", "GetKeyPolicy", MINIMAL.GetKeyPolicy.body, [
      holds("PutKeyPolicy.success-is-empty", (body, { policyId }) =>
        String(body.Policy).includes(policyId)
          ? undefined
          : { expected: `the policy "${policyId}"`, actual: shown(body.Policy), pointer: "/Policy" },
      ),
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
  ],
  unproved: {
    "GetKeyPolicy KMSInvalidStateException": NOT_DOCUMENTED,
    "PutKeyPolicy KMSInvalidStateException": NOT_DOCUMENTED,
    "PutKeyPolicy UnsupportedOperationException": NOT_DOCUMENTED,
  },
});
