import { ModeledError } from "../modeled-error";
import type { Transition } from "../operation-call";
import { checkLockout } from "../permission";
import { POLICY_NAME, policyOf } from "../policy-text";
import { resolveKey } from "../resolve-key";

/** GetKeyPolicy: the text as it was put. The key's state does not matter (inferred: no rule of the document says so). */
export const getKeyPolicy: Transition<"GetKeyPolicy"> = (draft, call) => {
  const key = resolveKey(draft, call, call.request.KeyId);
  checkPolicyName(call.request.PolicyName);
  return { Policy: policyOf(key), PolicyName: POLICY_NAME };
};

/** PutKeyPolicy. */
export const putKeyPolicy: Transition<"PutKeyPolicy"> = (draft, call): undefined => {
  const { request } = call;
  const key = resolveKey(draft, call, request.KeyId);
  // Documented, with this text.
  if (request.PolicyName === "AWS_RAM") {
    throw new ModeledError("ValidationException", "The AWS_RAM policy can only be managed by the RAM service.");
  }
  checkPolicyName(request.PolicyName);
  checkLockout(request.Policy, call, request.BypassPolicyLockoutSafetyCheck);
  draft.putKey({ ...key, policy: request.Policy });
};

/** Documented: a key has one policy, and its name is default. The text is that of moto's tests (inferred). */
function checkPolicyName(name: string | undefined): void {
  if (name !== undefined && name !== POLICY_NAME) throw new ModeledError("NotFoundException", "No such policy exists");
}
