import type { OperationValidators } from "../../openapi/dialect/compile";

/** The validators of an operation that a call needs. Without those of answers, no answer is validated. */
export type CallValidators = Pick<OperationValidators, "requestBody" | "requestHeaders"> &
  Partial<Pick<OperationValidators, "responseBody">>;
