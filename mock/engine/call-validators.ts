import type { OperationValidators } from "../../openapi/dialect/compile";

/** The validators of an operation that a call needs. Those of its answers' headers are for whoever calls. */
export type CallValidators = Pick<OperationValidators, "requestBody" | "requestHeaders" | "responseBody">;
