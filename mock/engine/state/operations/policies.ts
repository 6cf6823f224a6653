import type { Transitions } from "../operation-call";
import { checkPolicy } from "../permission";
import { POLICY_NAME, policyOf } from "../policy-text";
import { resolveKey } from "../resolve-key";

/** Key policies. */
export const policyTransitions = {
  /** The text as AWS writes it. The key's state does not matter (inferred: no rule of the document says so). */
  GetKeyPolicy: (draft, call, _context, refuse) => {
    const key = resolveKey(draft, call, call.request.KeyId, refuse);
    if ((call.request.PolicyName ?? POLICY_NAME) !== POLICY_NAME) refuse("policy-name");
    return { Policy: policyOf(key), PolicyName: POLICY_NAME };
  },

  /** One name, so one page: KMS gives no marker, and what it does with one is not known. */
  ListKeyPolicies: (draft, call, _context, refuse) => {
    resolveKey(draft, call, call.request.KeyId, refuse);
    return { PolicyNames: [POLICY_NAME], Truncated: false };
  },

  /** A key has one policy; it is kept in the form in which AWS writes it. */
  PutKeyPolicy: (draft, call, _context, refuse): undefined => {
    const { request } = call;
    const key = resolveKey(draft, call, request.KeyId, refuse);
    const { PolicyName = POLICY_NAME } = request;
    if (PolicyName === "AWS_RAM") refuse("only-default");
    else if (PolicyName !== POLICY_NAME) refuse("policy-name");
    const policy = checkPolicy(request.Policy, call, request.BypassPolicyLockoutSafetyCheck, refuse);
    draft.putKey({ ...key, policy });
  },
} satisfies Partial<Transitions>;
