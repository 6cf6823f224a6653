import type { OperationModel } from "../../openapi/dialect/operations";
import type { ServiceNames } from "./service-names";

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

/** The same for a document of another service, without the types of this project. */
export function emitPlainTable(operations: readonly OperationModel[], names: ServiceNames, types: string): string {
  const table = Object.fromEntries(operations.map((operation) => [operation.name, operation]));
  return [
    `import type { ${names.type}Operation } from "${types}";`,
    "",
    "/** Every operation as the document declares it; schema pointers are into document.json. */",
    `export const operations = ${JSON.stringify(table, undefined, 2)} as const satisfies Record<${names.type}Operation, object>;`,
    "",
  ].join("\n");
}
