import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { type Document, objectOf } from "../../openapi/dialect/document";
import type { OperationModel, ResponseModel } from "../../openapi/dialect/operations";

/** The declarations of openapi-typescript, as it makes them. */
export async function emitOpenApiTypes(document: Document): Promise<string> {
  // A member with a default may still be left out of a request.
  const nodes = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    defaultNonNullable: false,
    alphabetize: false,
  });
  return astToString(nodes);
}

/** Friendly names over those declarations: one per schema, and `TrentOperations`, which ties request, response and errors together. */
export function emitFriendlyTypes(document: Document, operations: readonly OperationModel[]): string {
  const schemas = Object.keys(objectOf(objectOf(document.components).schemas));
  return [
    'import type { components } from "./openapi";',
    "",
    'type Schemas = components["schemas"];',
    "",
    ...schemas.map((name) => `export type ${name} = Schemas["${name}"];`),
    "",
    "/** Each operation with its request, its response (undefined where the body is empty) and the errors that it declares. */",
    "export interface TrentOperations {",
    ...operations.flatMap((operation) => [
      `  ${operation.name}: {`,
      `    request: ${schemaName(operation.requestBody) ?? "Record<string, never>"};`,
      `    response: ${successName(operation.responses) ?? "undefined"};`,
      `    error: ${errorNames(operation.responses).join(" | ") || "never"};`,
      "  };",
    ]),
    "}",
    "",
    "/** The name of an operation. */",
    "export type TrentOperation = keyof TrentOperations;",
    "",
  ].join("\n");
}

function schemaName(at: string | undefined): string | undefined {
  return at?.match(/^#\/components\/schemas\/([^/]+)$/)?.[1];
}

function successName(responses: readonly ResponseModel[]): string | undefined {
  const success = responses.find((r) => r.status === 200);
  return success && !success.empty ? schemaName(success.body) : undefined;
}

function errorNames(responses: readonly ResponseModel[]): string[] {
  return responses.flatMap((r) => r.errors.map((e) => schemaName(e.schema)).filter((n) => n !== undefined));
}
