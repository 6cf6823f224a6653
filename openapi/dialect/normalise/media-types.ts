import { type Document, isObject, type JsonObject, objectOf } from "../document";
import { factsOf } from "./model-facts";
import { requestsOf, responsesOf } from "./posts";
import { counted, type NormaliseStep } from "./rule";

/** The two versions of the protocol's media type. Which one a service speaks, the directory does not tell. */
const WIRE_TYPES = ["application/x-amz-json-1.1", "application/x-amz-json-1.0"] as const;

/** The media types of a service's answers: the one that its model names, or both where it is not known. */
function wireTypesOf(document: Document): readonly string[] {
  const { version } = factsOf(document);
  return version === undefined ? WIRE_TYPES : [`application/x-amz-json-${version}`];
}

/**
 * A request is documented as application/json alone, but AWS clients send application/x-amz-json-1.1 or -1.0.
 * Both are added; application/json stays, because it is what the reference page says.
 */
export function fixRequestTypes(document: Document): NormaliseStep[] {
  const count = requestsOf(document).filter((request) => addWireTypes(request, WIRE_TYPES, true)).length;
  return [{ count, says: `added ${WIRE_TYPES.join(" and ")} to ${counted(count, "request")}` }];
}

/** A response is documented as application/json, but is sent in the protocol's media type. */
export function fixResponseTypes(document: Document): NormaliseStep[] {
  const types = wireTypesOf(document);
  const count = responsesOf(document).filter((response) => addWireTypes(response, types, false)).length;
  return [{ count, says: `turned application/json of ${counted(count, "response")} into ${types.join(" and ")}` }];
}

/** Content of a request's media object under both names of the wire. The objects are copies, so that no rule fixes one twice. */
export function requestContent(media: JsonObject): JsonObject {
  return contentAs(WIRE_TYPES, media);
}

/** Content of a response's media object under the names of the wire that the service answers in. */
export function responseContent(document: Document, media: JsonObject): JsonObject {
  return contentAs(wireTypesOf(document), media);
}

function contentAs(types: readonly string[], media: JsonObject): JsonObject {
  return Object.fromEntries(types.map((type) => [type, { ...media }]));
}

function addWireTypes(message: JsonObject, types: readonly string[], keep: boolean): boolean {
  const content = objectOf(message.content);
  const media = content["application/json"];
  if (!isObject(media) || WIRE_TYPES.some((type) => type in content)) return false;
  const others = Object.entries(content).filter(([type]) => keep || type !== "application/json");
  message.content = { ...contentAs(types, media), ...Object.fromEntries(others) };
  return true;
}
