import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../../../openapi/dialect/document";

/** What the document says about one value of an answer, as far as it decides the forms that the value can have. */
export interface ValueShape {
  /** A time: its schema carries `x-trent-timestamp` (docs/evidence/wire-protocol.md#numbers-times-and-blobs). */
  readonly isTime: boolean;
  /** A map: its members are data, so that an added one would be an entry, not an unknown member. */
  readonly isMap: boolean;
  /** The shape of a member. */
  readonly member: (name: string) => ValueShape;
  /** The shape of each item of a list. */
  readonly item: () => ValueShape;
}

/**
 * The shape of a value that all of the given schemas describe. References, `allOf`, `anyOf` and `oneOf` are followed. The
 * shape of a member or item is made when it is first needed and then cached: a schema may contain itself, and a page of
 * a thousand keys costs one look-up for each member.
 */
export function shapeOf(document: Document, schemas: readonly unknown[]): ValueShape {
  const branches = schemas.flatMap((schema) => branchesOf(document, schema));
  const members = new Map<string, ValueShape>();
  let items: ValueShape | undefined;
  return {
    isTime: branches.some((branch) => branch["x-trent-timestamp"] !== undefined),
    isMap: branches.some((branch) => isObject(branch.additionalProperties)),
    member: (name) => {
      const known = members.get(name);
      if (known) return known;
      const found = shapeOf(
        document,
        branches.map((branch) => memberSchema(branch, name)),
      );
      // The names of a map are data: a cache of them would grow with the answers.
      if (branches.some((branch) => Object.hasOwn(objectOf(branch.properties), name))) members.set(name, found);
      return found;
    },
    item: () => {
      items ??= shapeOf(
        document,
        branches.map((branch) => branch.items),
      );
      return items;
    },
  };
}

/** The schema that a reference leads to, and all schemas that it combines. */
function branchesOf(document: Document, schema: unknown): JsonObject[] {
  if (!isObject(schema)) return [];
  const target = objectOf(resolve(document, schema, "#").value);
  const inner = [target.allOf, target.anyOf, target.oneOf].flatMap(listOf);
  return [target, ...inner.flatMap((branch) => branchesOf(document, branch))];
}

function memberSchema(branch: JsonObject, name: string): unknown {
  const properties = objectOf(branch.properties);
  return Object.hasOwn(properties, name) ? properties[name] : branch.additionalProperties;
}
