import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../document";
import { targetOf } from "../target";

/** One operation of the dialect, as the mutable objects that the rules fix. */
export interface Post {
  readonly path: string;
  readonly item: JsonObject;
  readonly post: JsonObject;
}

/** A request body or response of an operation, by its key in the document ("requestBody", "200", ...). */
export interface Message {
  readonly key: string;
  readonly value: JsonObject;
}

/** Every operation whose path dispatches on X-Amz-Target. Paths of other forms are none of ours. */
export function postsOf(document: Document): Post[] {
  return Object.entries(document.paths).flatMap(([path, value]) => {
    if (targetOf(path) === undefined) return [];
    const item = objectOf(resolve(document, value, path).value);
    return isObject(item.post) ? [{ path, item, post: item.post }] : [];
  });
}

/** The request bodies of all operations; one that several operations share comes once. */
export function requestsOf(document: Document): JsonObject[] {
  return unique(postsOf(document).map(({ path, post }) => resolve(document, post.requestBody, path).value));
}

/** The responses of all operations, in their order; one that several operations share comes once. */
export function responsesOf(document: Document): JsonObject[] {
  return unique(postsOf(document).flatMap((post) => responsesOfPost(document, post).map(({ value }) => value)));
}

/** The responses of one operation, by status. */
export function responsesOfPost(document: Document, { path, post }: Post): Message[] {
  return Object.entries(objectOf(post.responses)).map(([key, response]) => ({
    key,
    value: objectOf(resolve(document, response, path).value),
  }));
}

/** The parameters of all operations, those of the path item and their own; a shared one comes once. */
export function parametersOf(document: Document): JsonObject[] {
  const of = ({ path, item, post }: Post) =>
    [...listOf(item.parameters), ...listOf(post.parameters)].map((value) => resolve(document, value, path).value);
  return unique(postsOf(document).flatMap(of));
}

/** The headers of all responses; a shared one comes once. */
export function responseHeadersOf(document: Document): JsonObject[] {
  const of = (response: JsonObject) =>
    Object.values(objectOf(response.headers)).map((value) => resolve(document, value, "#/components/headers").value);
  return unique(responsesOf(document).flatMap(of));
}

/** The media type objects of a request body or response. */
export function mediaOf(message: JsonObject): JsonObject[] {
  return Object.values(objectOf(message.content)).filter(isObject);
}

function unique(values: readonly unknown[]): JsonObject[] {
  return [...new Set(values)].filter(isObject);
}
