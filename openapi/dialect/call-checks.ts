import type { OperationValidators } from "./compile";
import type { RuleModel } from "./rule-model";

/**
 * What the calls of an operation are checked by: the validators of its schemas, and the rules that refuse. Without those of
 * answers, no answer is validated.
 */
export interface CallChecks
  extends Pick<OperationValidators, "requestBody" | "requestHeaders">,
    Partial<Pick<OperationValidators, "responseBody">> {
  readonly rules: readonly RuleModel[];
}
