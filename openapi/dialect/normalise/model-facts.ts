import { type Document, isObject } from "../document";
import { targetOf } from "../target";
import facts from "./model-facts.json";

/**
 * What the directory's converter lost of a service's model: names of shapes, and the version of the protocol. `npm run
 * generate:facts` reads it from botocore's models.
 */
export interface ModelFacts {
  /** The name of the service's client in boto3. */
  readonly client?: string;
  /** The version of AWS JSON that the service speaks; undefined where the service is not known. */
  readonly version?: string;
  /** The shapes whose values are bytes, in base64 on the wire. */
  readonly blobs?: readonly string[];
  /** The structures that have exactly one of their members. */
  readonly unions?: readonly string[];
  /** The timestamps that are text (`timestampFormat`), as against epoch seconds. */
  readonly dateTexts?: readonly string[];
}

const FACTS: Readonly<Record<string, ModelFacts>> = facts;

/** The facts of a document's service, found by the prefix of its targets; none where botocore does not have it. */
export function factsOf(document: Document): ModelFacts {
  const target = Object.keys(document.paths)
    .map(targetOf)
    .find((found) => found !== undefined);
  const prefix = target?.slice(0, target.lastIndexOf("."));
  return (prefix !== undefined && Object.hasOwn(FACTS, prefix) && FACTS[prefix]) || {};
}

/** The components of those names that the document has. */
export function namedSchemas(document: Document, names: readonly string[] | undefined): Record<string, unknown>[] {
  const schemas =
    isObject(document.components) && isObject(document.components.schemas) ? document.components.schemas : {};
  return (names ?? []).map((name) => schemas[name]).filter(isObject);
}
