import type { OperationModel } from "../../openapi/dialect/operations";

/** The operation table as a TypeScript constant, typed by the operation names. */
export function emitOperationTable(operations: readonly OperationModel[]): string {
  return [
    'import type { OperationModel } from "../openapi/dialect/operations";',
    'import type { TrentOperation } from "./types";',
    "",
    "/** Every operation as the document declares it; schema pointers are into `generated/document.json`. */",
    `export const operations = ${JSON.stringify(Object.fromEntries(operations.map((o) => [o.name, o])), undefined, 2)} as const satisfies Record<TrentOperation, OperationModel>;`,
    "",
  ].join("\n");
}
