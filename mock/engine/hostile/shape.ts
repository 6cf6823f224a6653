import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../../../openapi/dialect/document";

/** What the document says about one value of an answer, as far as it matters for the forms that the value can have. */
export interface ValueShape {
  /** A time: its schema carries `x-trent-timestamp` (kms.md 3.4). */
  readonly isTime: boolean;
  /** A map, whose members are data: one that is added there would be one more entry, and not unknown. */
  readonly isMap: boolean;
  readonly member: (name: string) => ValueShape;
  readonly item: () => ValueShape;
}

/**
 * The shape that schemas give to a value, all of which judge it. References, `allOf`, `anyOf` and `oneOf` are followed.
 * Each member and item is looked up when it is first met and then kept, so that a schema may contain itself and a page
 * of a thousand keys costs one look-up for each member.
 */
export function shapeOf(document: Document, schemas: readonly unknown[]): ValueShape {
  const judges = schemas.flatMap((schema) => judgesOf(document, schema));
  const members = new Map<string, ValueShape>();
  let items: ValueShape | undefined;
  return {
    isTime: judges.some((judge) => judge["x-trent-timestamp"] !== undefined),
    isMap: judges.some((judge) => isObject(judge.additionalProperties)),
    member: (name) => {
      const known = members.get(name);
      if (known) return known;
      const found = shapeOf(
        document,
        judges.map((judge) => memberSchema(judge, name)),
      );
      // A map's names are data: kept, they would grow with the answers.
      if (judges.some((judge) => Object.hasOwn(objectOf(judge.properties), name))) members.set(name, found);
      return found;
    },
    item: () => {
      items ??= shapeOf(
        document,
        judges.map((judge) => judge.items),
      );
      return items;
    },
  };
}

/** A schema after its references, and the branches in it. */
function judgesOf(document: Document, schema: unknown): JsonObject[] {
  if (!isObject(schema)) return [];
  const judge = objectOf(resolve(document, schema, "#").value);
  const branches = [judge.allOf, judge.anyOf, judge.oneOf].flatMap(listOf);
  return [judge, ...branches.flatMap((branch) => judgesOf(document, branch))];
}

function memberSchema(judge: JsonObject, name: string): unknown {
  const properties = objectOf(judge.properties);
  return Object.hasOwn(properties, name) ? properties[name] : judge.additionalProperties;
}
