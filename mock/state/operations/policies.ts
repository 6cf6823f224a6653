import type { Transition } from "../call";
import { Fault } from "../fault";
import { findKey } from "../find";
import { checkLockout } from "../permission";
import { POLICY_NAME, policyOf } from "../policy-text";

/** GetKeyPolicy: the text as it was put. The key's state does not matter (inferred: no rule of the document says so). */
export const getKeyPolicy: Transition<"GetKeyPolicy"> = (draft, call) => {
  const key = findKey(draft, call, call.request.KeyId);
  checkPolicyName(call.request.PolicyName);
  return { Policy: policyOf(key), PolicyName: POLICY_NAME };
};

/** PutKeyPolicy. */
export const putKeyPolicy: Transition<"PutKeyPolicy"> = (draft, call): undefined => {
  const { request } = call;
  const key = findKey(draft, call, request.KeyId);
  // Documented, with this text.
  if (request.PolicyName === "AWS_RAM") {
    throw new Fault("ValidationException", "The AWS_RAM policy can only be managed by the RAM service.");
  }
  checkPolicyName(request.PolicyName);
  checkLockout(request.Policy, call, request.BypassPolicyLockoutSafetyCheck);
  draft.putKey({ ...key, policy: request.Policy });
};

/** Documented: a key has one policy, and its name is default. The text is that of moto's tests (inferred). */
function checkPolicyName(name: string | undefined): void {
  if (name !== undefined && name !== POLICY_NAME) throw new Fault("NotFoundException", "No such policy exists");
}
