import { type Document, isObject, type JsonObject } from "../document";
import { stringifyExact } from "../exact-json";

/** The kinds of components that the rules add to. */
export type ComponentKind = "schemas" | "examples" | "headers";

/** A document's components of a kind, made where there are none yet. */
export function componentsOf(document: Document, kind: ComponentKind): JsonObject {
  if (!isObject(document.components)) document.components = {};
  const components = document.components as JsonObject;
  if (!isObject(components[kind])) components[kind] = {};
  return components[kind] as JsonObject;
}

/** A reference to a component. The names that the rules make need no escaping. */
export function refTo(kind: ComponentKind, name: string): JsonObject {
  return { $ref: `#/components/${kind}/${name}` };
}

/** The name of the component that a `$ref` points at, or undefined where a value is no such reference. */
export function refName(value: unknown): string | undefined {
  if (!isObject(value) || typeof value.$ref !== "string") return undefined;
  return /^#\/components\/\w+\/([^/]+)$/.exec(value.$ref)?.[1];
}

/**
 * Adds a component that is equal for every document (a header, a protocol error).
 * @returns the name it got: the wanted one, or with a suffix where the document uses that name for something else.
 */
export function addComponent(document: Document, kind: ComponentKind, wanted: string, value: JsonObject): string {
  const components = componentsOf(document, kind);
  const text = stringifyExact(value);
  let name = wanted;
  for (let n = 2; name in components && stringifyExact(components[name]) !== text; n++) name = `${wanted}.${n}`;
  components[name] ??= value;
  return name;
}
