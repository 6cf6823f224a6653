import { type Document, isObject, type JsonObject, objectOf, resolve } from "../document";

/** The responses that the protocol gives every operation, as a protocol document names their shells. */
export type ResponseShell = "Success" | "EmptySuccess" | "ClientError" | "ServerError";

/** The kinds of components that the bundle of a completed document takes over from its protocol document. */
const SHARED_COMPONENTS = ["parameters", "headers", "schemas", "examples"] as const;

/**
 * What a protocol document such as `openapi/protocol/aws-json-1.1.yaml` gives every operation. The same values complete
 * our own document and those of other services.
 */
export class Protocol {
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
  }

  /** The media types that a request may have; the first is the one of AWS's clients. */
  get requestMediaTypes(): readonly string[] {
    return this.#document["x-trent-request-media-types"] as readonly string[];
  }

  /** A member of the protocol document with the operation's name in it. */
  template(member: "x-trent-target-parameter" | "x-trent-request-description", operation: string): unknown {
    return withOperation(this.#document[member], operation);
  }

  /** The text of a refusal by a policy: `via` is how the operation's permission is given. */
  accessDenied(via: string, operation: string): string {
    const texts = objectOf(this.#document["x-trent-access-denied"]);
    return String(withOperation(texts[via] ?? texts["key policy"], operation));
  }

  /** References to the parameters that every operation has, besides its own X-Amz-Target. */
  parameterReferences(): JsonObject[] {
    return Object.keys(this.#components("parameters")).map((name) => ({ $ref: `#/components/parameters/${name}` }));
  }

  /** A copy of a response's shell: description, headers, and the content that the protocol itself declares. */
  response(shell: ResponseShell): JsonObject {
    return structuredClone(objectOf(this.#components("responses")[shell]));
  }

  /** The components of a kind that a completed document needs. */
  shared(): Readonly<Record<(typeof SHARED_COMPONENTS)[number], JsonObject>> {
    const [parameters, headers, schemas, examples] = SHARED_COMPONENTS.map((kind) =>
      structuredClone(this.#components(kind)),
    ) as [JsonObject, JsonObject, JsonObject, JsonObject];
    return { parameters, headers, schemas, examples };
  }

  /** The value of a header's component, such as `RequestId`. */
  header(name: string): JsonObject {
    return structuredClone(objectOf(this.#components("headers")[name]));
  }

  /** A schema of the protocol's own, such as `EmptyBody`. */
  schema(name: string): JsonObject {
    return structuredClone(objectOf(this.#components("schemas")[name]));
  }

  /** The names of the errors that a response's shell declares, in their order. */
  errorNames(shell: "ClientError" | "ServerError"): string[] {
    const [media] = Object.values(objectOf(this.response(shell).content));
    return this.#branches(objectOf(media).schema);
  }

  #branches(schema: unknown): string[] {
    const { value, at } = resolve(this.#document, schema, "#");
    const { oneOf } = objectOf(value);
    if (Array.isArray(oneOf)) return oneOf.flatMap((branch) => this.#branches(branch));
    return [at.slice(at.lastIndexOf("/") + 1)];
  }

  #components(kind: string): JsonObject {
    return objectOf(objectOf(this.#document.components)[kind]);
  }
}

/** A copy of a template in which `{operation}` is the operation's name. */
function withOperation(template: unknown, operation: string): unknown {
  if (typeof template === "string") return template.replaceAll("{operation}", operation);
  if (Array.isArray(template)) return template.map((item) => withOperation(item, operation));
  if (!isObject(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, withOperation(value, operation)]));
}
