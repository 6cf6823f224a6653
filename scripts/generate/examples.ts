import { type Document, objectOf, resolve } from "../../openapi/dialect/document";
import { exactInteger, stringifyExact } from "../../openapi/dialect/exact-json";
import type { OperationModel } from "../../openapi/dialect/operations";

/**
 * The bodies of all examples of the operations' responses, as a TypeScript constant. Each body is written once: most
 * errors are those of many operations. A response of zero bytes has none.
 */
export function emitExamples(document: Document, operations: readonly OperationModel[]): string {
  const bodies = new Map<string, string>();
  const nameOf = (example: string, operation: string, body: string) => {
    const known = [...bodies].find(([, text]) => text === body)?.[0];
    if (known !== undefined) return known;
    const short = example.replaceAll(/\W/g, "_");
    const name = bodies.has(short) ? `${operation}_${short}` : short;
    bodies.set(name, body);
    return name;
  };
  const groups = operations.map((operation) => {
    const statuses = operation.responses
      .filter(({ empty }) => !empty)
      .map(({ status }) => {
        const named = Object.entries(examplesOf(document, operation, status)).map(
          ([name, value]) => `${JSON.stringify(name)}: ${nameOf(name, operation.name, literalOf(value))}`,
        );
        return `${status}: { ${named.join(", ")} }`;
      });
    return `${operation.name}: { ${statuses.join(", ")} }`;
  });
  return [
    'import type { TrentOperation } from "./types";',
    "",
    ...[...bodies].map(([name, body]) => `const ${name} = ${body};`),
    "",
    "/** The bodies of the document's examples: by operation, status and name. */",
    `export const examples = { ${groups.join(", ")} } as const satisfies Record<TrentOperation, Readonly<Record<number, Readonly<Record<string, unknown>>>>>;`,
    "",
  ].join("\n");
}

function examplesOf(document: Document, { path }: OperationModel, status: number): Record<string, unknown> {
  const at = (value: unknown) => objectOf(resolve(document, value, path).value);
  const { post } = at(document.paths[path]);
  const [media] = Object.values(objectOf(at(objectOf(objectOf(post).responses)[status]).content));
  const examples = Object.entries(objectOf(objectOf(media).examples));
  return Object.fromEntries(examples.map(([name, example]) => [name, at(example).value]));
}

/** The value as a TypeScript literal: JSON, but for bigints. */
function literalOf(value: unknown): string {
  return stringifyExact(value).replaceAll(/"(?:[^"\\]|\\.)*"|-?\d{16,}/g, (token) =>
    !token.startsWith('"') && typeof exactInteger(BigInt(token)) === "bigint" ? `${token}n` : token,
  );
}
