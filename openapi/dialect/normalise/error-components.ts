import { type Document, isObject, type JsonObject, listOf, objectOf } from "../document";
import { addComponent, componentsOf, refName, refTo } from "./components";
import { allSchemas } from "./schemas";

/** Makes the components that describe errors: for each name one schema and one example, both referred to. */
export interface ErrorComponents {
  /** How many schemas got their constant `__type`, those of the protocol's own errors aside. */
  readonly described: number;
  schemaOf(name: string): JsonObject;
  exampleOf(name: string): JsonObject;
}

/**
 * An exception is `{}` in the directory, so nothing tells which error a body is. Each becomes an object with the
 * constant `__type`, and `message`, which is optional: several real errors have none (docs/evidence/errors.md#errors-without-a-message).
 * @param declared the errors that the document's operations declare, by name, with their schemas.
 */
export function describeErrors(document: Document, declared: ReadonlyMap<string, unknown>): ErrorComponents {
  const schemas = componentsOf(document, "schemas");
  const usedInBodies = referredTo(document);
  const names = new Map<string, string>();
  for (const [name, schema] of declared) {
    const described = withType(name, objectOf(schema));
    // Where another schema has an exception as its member, that member has no `__type`: the error gets its own schema.
    if (usedInBodies.has(name)) names.set(name, addComponent(document, "schemas", `${name}.error`, described));
    else {
      schemas[name] = described;
      names.set(name, name);
    }
  }
  const nameOf = (name: string) => {
    const known = names.get(name) ?? addComponent(document, "schemas", name, withType(name, {}));
    names.set(name, known);
    return known;
  };
  return {
    described: declared.size,
    schemaOf: (name) => refTo("schemas", nameOf(name)),
    exampleOf: (name) => {
      const value = { __type: name, message: `An example of ${name}.` };
      return refTo("examples", addComponent(document, "examples", name, { value }));
    },
  };
}

function withType(name: string, schema: JsonObject): JsonObject {
  const properties = objectOf(schema.properties);
  const message = "message" in properties || "Message" in properties ? {} : { message: { type: "string" } };
  return {
    ...schema,
    type: "object",
    required: ["__type", ...listOf(schema.required).filter((member) => !/^message$/i.test(String(member)))],
    properties: { __type: { type: "string", const: name }, ...properties, ...message },
  };
}

/** The components that other schemas refer to, as against responses. */
function referredTo(document: Document): Set<string> {
  const inner = allSchemas(document).flatMap((schema) => childReferences(schema));
  return new Set(inner);
}

function childReferences(schema: JsonObject): string[] {
  const children = Object.values(schema).flatMap((value) =>
    isObject(value) ? [value, ...Object.values(value)] : listOf(value),
  );
  return children.map(refName).filter((name) => name !== undefined);
}
