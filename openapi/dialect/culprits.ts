import { type CompileOptions, compileSchema, createAjv, type JudgedSchema } from "./compile";
import { type Document, isObject, type JsonObject, objectOf, pointer, resolve } from "./document";
import { TrentProblem } from "./problems";

/** A schema and where it stands. */
type Placed = Pick<JudgedSchema, "at" | "schema">;

/** Every component that judges something: the schemas, and those of parameters and headers. */
export function componentSchemas(document: Document): Placed[] {
  const components = objectOf(document.components);
  const of = (kind: string) =>
    Object.entries(objectOf(components[kind])).map(([name, value]) => ({
      at: pointer("#", "components", kind, name),
      value,
    }));
  const inner = [...of("parameters"), ...of("headers")].map(({ at, value }) => ({
    at: pointer(at, "schema"),
    value: objectOf(value).schema,
  }));
  return [...of("schemas"), ...inner].flatMap(({ at, value }) => (isObject(value) ? [{ at, schema: value }] : []));
}

/**
 * What keeps schemas from compiling, each fault named by its own pointer: the schemas given, and the components that
 * they refer to, are compiled one by one with their references left open. A reference that names nothing is a fault too.
 */
export function faultySchemas(document: Document, roots: readonly Placed[], options: CompileOptions): TrentProblem[] {
  // An Ajv that knows the document's keywords and formats, but none of its components: one of them is faulty.
  const parts = { components: document.components, paths: document.paths };
  const vocabulary = withoutReferences(parts) as JsonObject;
  const ajv = createAjv({ openapi: document.openapi, paths: { vocabulary } }, options);
  const waiting = [...roots].reverse();
  const seen = new Set<string>();
  const faults: TrentProblem[] = [];
  for (let next = waiting.pop(), n = 0; next; next = waiting.pop(), n++) {
    const { at, schema } = next;
    const alone = withoutReferences(schema) as JsonObject;
    faults.push(...faultOf(() => compileSchema(ajv, { id: `alone.${n}`, at, schema: alone })));
    for (const reference of referencesOf(schema)) {
      if (seen.has(reference)) continue;
      seen.add(reference);
      const follow = () => {
        const { value } = resolve(document, { $ref: reference }, at);
        if (isObject(value)) waiting.push({ at: reference, schema: value });
      };
      faults.push(...faultOf(follow));
    }
  }
  return faults;
}

function faultOf(attempt: () => unknown): TrentProblem[] {
  try {
    attempt();
    return [];
  } catch (problem) {
    if (problem instanceof TrentProblem) return [problem];
    throw problem;
  }
}

/** The pointers that a schema refers to. In judged schemas a reference is the component's id, its pointer without `#`. */
function referencesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (!isObject(value)) return [];
  const own = typeof value.$ref === "string" ? [value.$ref.replace(/^#?/, "#")] : [];
  return [...own, ...Object.values(value).flatMap(referencesOf)];
}

function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key, member]) => key !== "$ref" || typeof member !== "string");
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutReferences(member)]));
}
