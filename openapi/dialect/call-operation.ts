import type { ErrorModel, HeaderModel, OperationModel, ResponseModel } from "./operations";

/** A response, as far as a call needs it. */
export type CallResponse = Pick<ResponseModel, "status" | "mediaTypes" | "empty" | "examples"> & {
  readonly errors: readonly Pick<ErrorModel, "type">[];
};

/**
 * An operation, as far as a call needs it: without the places of its schemas, which are compiled, and without its rules,
 * which are loaded apart. A page loads it, so it has nothing that only readers of the document want.
 */
export type CallOperation = Pick<
  OperationModel,
  "name" | "target" | "tag" | "requestMediaTypes" | "crossAccount" | "readOnly" | "paging" | "blobs" | "sensitive"
> & {
  readonly permission?: Pick<NonNullable<OperationModel["permission"]>, "action">;
  readonly requestHeaders: readonly Pick<HeaderModel, "name">[];
  readonly responses: readonly CallResponse[];
};
