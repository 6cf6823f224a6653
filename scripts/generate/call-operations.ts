import type { CallOperation } from "../../openapi/dialect/call-operation";
import type { OperationModel } from "../../openapi/dialect/operations";
import { SharedConstants } from "./shared-constants";
import { byTag } from "./tags";

/**
 * The operations as far as every call needs them, small enough for a page: each list of headers and response that several
 * operations share is written once. The types say which operations have a tag: what those need besides is loaded with
 * their first call.
 */
export function emitCallOperations(operations: readonly OperationModel[]): string {
  const parts = new SharedConstants<object>(() => "part");
  const rows = operations.map((operation) => {
    const { requestMediaTypes, requestHeaders, responses, ...rest } = callOperation(operation);
    const members = [
      ...Object.entries(rest).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
      `requestMediaTypes: ${parts.nameOf(requestMediaTypes)}`,
      `requestHeaders: ${parts.nameOf(requestHeaders)}`,
      `responses: [${responses.map((response) => parts.nameOf(response)).join(", ")}]`,
    ];
    return `${operation.name}: { ${members.join(", ")} }`;
  });
  const tags = [...byTag(operations)];
  return [
    'import type { CallOperation } from "../openapi/dialect/call-operation";',
    'import type { TrentOperation } from "./types";',
    "",
    "/** The operations that have a tag. */",
    "export interface TaggedOperations {",
    ...tags.map(([tag, tagged]) => `${JSON.stringify(tag)}: ${tagged.map(({ name }) => `"${name}"`).join(" | ")};`),
    "}",
    "",
    "/** A tag of the document. */",
    "export type OperationTag = keyof TaggedOperations;",
    "",
    parts.declarations(),
    "",
    "/** Every operation, as far as every call needs it. */",
    "export const callOperations: { readonly [Operation in TrentOperation]: CallOperation & { readonly tag: OperationTag } } =",
    `  { ${rows.join(", ")} };`,
    "",
  ].join("\n");
}

function callOperation(operation: OperationModel): CallOperation {
  const { name, target, tag, requestMediaTypes, permission, crossAccount, readOnly, paging, blobs, sensitive } =
    operation;
  return {
    name,
    target,
    ...(tag !== undefined && { tag }),
    requestMediaTypes,
    ...(permission && { permission: { action: permission.action } }),
    crossAccount,
    readOnly,
    ...(paging && { paging }),
    blobs,
    sensitive,
    requestHeaders: operation.requestHeaders.map((header) => ({ name: header.name })),
    responses: operation.responses.map(({ status, mediaTypes, empty, errors, examples }) => ({
      status,
      mediaTypes,
      empty,
      errors: errors.map(({ type }) => ({ type })),
      examples,
    })),
  };
}
