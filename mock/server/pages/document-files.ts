import type { JsonObject } from "../../../openapi/dialect/document";
import { jsonOf } from "../../../openapi/dialect/json-module";
import { projectPage } from "../../../openapi/dialect/projection/page-projection";
import { projectDocument } from "../../../openapi/dialect/projection/path-projection";
import type { NormalisedDocument } from "../load-document";
import type { PageFiles } from "./page-file";

/** The document that the mock answers from, in the forms that tools and the reference page load. */
export function documentFiles({ document, operations, isOwn }: NormalisedDocument): PageFiles {
  return {
    "/openapi.json": (origin) => withServer(document, origin),
    "/openapi-paths.json": (origin) => withServer(projectDocument(document, operations), origin),
    "/reference/document.json": async () =>
      JSON.stringify(isOwn ? await generatedPage() : projectPage(document, operations)),
  };
}

/** The page projection of Trent's own document. It has the vendor's table of key states, which the document has not. */
async function generatedPage(): Promise<unknown> {
  return jsonOf(await import("../../../generated/page.json"));
}

function withServer(document: JsonObject, origin: string): string {
  return JSON.stringify({ ...document, servers: [{ url: origin, description: "This mock" }] });
}
