import { type Document, type JsonObject, listOf, objectOf, pointer, resolve } from "../document";
import type { OperationModel } from "../operations";
import { withoutExtensions } from "./without-extensions";

/** Parameters that OpenAPI tells tools to pass over (Content-Type, Authorization), and the one that the real path replaces. */
const DROPPED_PARAMETERS = new Set(["x-amz-target", "content-type", "authorization"]);

/**
 * The plain projection: the same operations under real paths (`/TrentService.EnableKeyRotation`) and `application/json`,
 * for any OpenAPI tool, an unmodified `prism mock` above all. What only AWS's wire form has is left out.
 */
export function projectDocument(document: Document, operations: readonly OperationModel[]): JsonObject {
  const paths = Object.fromEntries(
    operations.map((operation) => {
      const item = resolve(document, document.paths[operation.path], pointer("#", "paths", operation.path));
      return [`/${operation.target}`, { post: projectOperation(document, objectOf(objectOf(item.value).post)) }];
    }),
  );
  const { security: _security, servers: _servers, paths: _paths, components, ...head } = document;
  const { schemas, examples } = objectOf(components);
  return withoutExtensions({
    ...head,
    servers: [{ url: "http://127.0.0.1:4010" }],
    paths,
    components: { schemas, examples },
  }) as JsonObject;
}

function projectOperation(document: Document, post: JsonObject): JsonObject {
  const parameters = listOf(post.parameters)
    .map((parameter) => objectOf(resolve(document, parameter, "#").value))
    .filter((parameter) => !DROPPED_PARAMETERS.has(String(parameter.name).toLowerCase()));
  const body = objectOf(resolve(document, post.requestBody, "#").value);
  const responses = Object.entries(objectOf(post.responses)).map(([status, response]) => [
    status,
    projectResponse(document, objectOf(resolve(document, response, "#").value)),
  ]);
  return {
    ...post,
    parameters,
    requestBody: { ...body, content: asJson(body) },
    responses: Object.fromEntries(responses),
  };
}

/** Headers that the server itself makes; a tool that sends their examples would send them wrong. */
const DROPPED_HEADERS = new Set(["content-length", "date"]);

/** A body of no bytes is a response without content. */
function projectResponse(document: Document, response: JsonObject): JsonObject {
  const { content: _content, headers, ...rest } = response;
  const kept = Object.entries(objectOf(headers))
    .filter(([name]) => !DROPPED_HEADERS.has(name.toLowerCase()))
    .map(([name, header]) => [name, resolve(document, header, "#").value]);
  const [media] = Object.values(objectOf(response.content));
  const schema = objectOf(resolve(document, objectOf(media).schema ?? {}, "#").value);
  return {
    ...rest,
    headers: Object.fromEntries(kept),
    ...(schema.maxLength === 0 ? {} : { content: asJson(response) }),
  };
}

function asJson(carrier: JsonObject): JsonObject {
  const [media] = Object.values(objectOf(carrier.content));
  return { "application/json": media };
}
