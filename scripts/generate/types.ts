import type { OpenAPI3 } from "openapi-typescript";
import { type Document, objectOf } from "../../openapi/dialect/document";
import type { OperationModel, ResponseModel } from "../../openapi/dialect/operations";
import { TrentProblem } from "../../openapi/dialect/problems";
import { friendlyNames, member } from "./friendly-names";
import type { ServiceNames } from "./service-names";

/**
 * The declarations of openapi-typescript, as it makes them.
 * @throws TrentProblem TRENT_E_MISSING_TOOL where it is not installed: who installs Trent needs it for this alone.
 */
export async function emitOpenApiTypes(document: Document): Promise<string> {
  const { default: openapiTS, astToString } = await import("openapi-typescript").catch((cause: { code?: unknown }) => {
    if (!String(cause.code).endsWith("MODULE_NOT_FOUND")) throw cause;
    throw new TrentProblem(
      "TRENT_E_MISSING_TOOL",
      "The types are made by openapi-typescript with TypeScript 5. Run: npm install --save-dev openapi-typescript@7 typescript@5.",
      { cause },
    );
  });
  // A member with a default may still be left out of a request.
  const nodes = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    defaultNonNullable: false,
    alphabetize: false,
  });
  return astToString(nodes);
}

/** Where the module of the friendly names is put. */
export interface TypesOptions {
  readonly names: ServiceNames;
  /** The module of the declarations of openapi-typescript, as it is imported. */
  readonly declarations: string;
}

/**
 * Friendly names over those declarations: one per schema, and one that ties request, response and errors of each operation
 * together, such as `TrentOperations`.
 */
export function emitFriendlyTypes(
  document: Document,
  operations: readonly OperationModel[],
  { names: { type }, declarations }: TypesOptions,
): string {
  const names = friendlyNames(Object.keys(objectOf(objectOf(document.components).schemas)), [
    `${type}Operation`,
    `${type}Operations`,
  ]);
  const typeAt = (at: string, inline: string) => names.get(schemaName(at) ?? "") ?? inline;
  const members = operations.flatMap((operation) => {
    const written = `operations[${JSON.stringify(operation.name)}]`;
    const errors = operation.responses.flatMap((response) =>
      response.errors.map((error) =>
        typeAt(error.schema, `Extract<${contentOf(written, response)}, { __type: ${JSON.stringify(error.type)} }>`),
      ),
    );
    return [
      `  ${member(operation.name)}: {`,
      `    request: ${requestType(operation, written, typeAt)};`,
      `    response: ${responseType(operation, written, typeAt)};`,
      `    error: ${[...new Set(errors)].join(" | ") || "never"};`,
      "  };",
    ];
  });
  const isInline = members.some((line) => line.includes("operations["));
  return [
    `import type { components${isInline ? ", operations" : ""} } from "${declarations}";`,
    "",
    'type Schemas = components["schemas"];',
    "",
    ...[...names].map(([name, friendly]) => `export type ${friendly} = Schemas[${JSON.stringify(name)}];`),
    "",
    "/** Each operation with its request, its response (undefined where the body is empty) and the errors that it declares. */",
    `export interface ${type}Operations {`,
    ...members,
    "}",
    "",
    "/** The name of an operation. */",
    `export type ${type}Operation = keyof ${type}Operations;`,
    "",
  ].join("\n");
}

type TypeAt = (at: string, inline: string) => string;

function requestType({ requestBody, requestMediaTypes: [media] }: OperationModel, written: string, typeAt: TypeAt) {
  if (requestBody === undefined) return "{ [member: string]: never }";
  return typeAt(requestBody, `NonNullable<${written}["requestBody"]>["content"][${JSON.stringify(media)}]`);
}

function responseType({ responses }: OperationModel, written: string, typeAt: TypeAt) {
  const success = responses.find(({ status }) => status === 200);
  if (success?.body === undefined || success.empty) return "undefined";
  return typeAt(success.body, contentOf(written, success));
}

/** The type of a response that is no component. */
function contentOf(written: string, { status, mediaTypes: [media] }: ResponseModel): string {
  return `${written}["responses"][${status}]["content"][${JSON.stringify(media)}]`;
}

function schemaName(at: string): string | undefined {
  const name = at.match(/^#\/components\/schemas\/([^/]+)$/)?.[1];
  return name && decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~");
}
