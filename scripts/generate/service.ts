import { type Document, listOf } from "../../openapi/dialect/document";

/** What the root of the document says about the service as a whole, as TypeScript constants. */
export function emitService(document: Document): string {
  const list = (member: string) => `${JSON.stringify(listOf(document[member]))} as const`;
  return [
    "/** Every operation that the service has, described here or not. */",
    `export const knownOperations = ${list("x-trent-known-operations")};`,
    "",
    "/** The aliases that every account has in every Region. */",
    `export const awsAliases = ${list("x-trent-aws-aliases")};`,
    "",
  ].join("\n");
}
