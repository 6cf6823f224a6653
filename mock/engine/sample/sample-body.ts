import { isObject, type JsonObject, listOf, objectOf } from "../../../openapi/dialect/document";
import { isPageToken } from "../../../openapi/dialect/page-token";
import { mergedSchema, typeOfSchema } from "./merged-schema";
import { sampleNumber } from "./sample-number";
import type { SampleOptions } from "./sample-options";
import { sampleText } from "./sample-text";

/** What is optional is left out of a body that has so many values. */
const MOST_VALUES = 1_000;

/** What is required is left out too: two structures that require each other twice would double at each level. */
const MOST_REQUIRED_VALUES = 5_000;

/** No body has more levels, but for what is required. */
const DEEPEST = 16;

/** What is required is left out from this level on: the schema has no finite value. */
const DEEPEST_REQUIRED = 32;

/** A list has at least so many elements where its schema asks for more, and a text is never so long. */
const MOST_ITEMS = 100;

/** Where no value can be made. The member that should have it is left out. */
const NOTHING = Symbol("no value");

/**
 * Makes a body from a schema: finite, whatever the schema is, with the declared members only. A union has one member, a
 * page is the last one, and times are near now.
 * @param pointer where the schema is in the document.
 * @returns undefined where no value can be made.
 */
export function sampleBody(options: SampleOptions, pointer: string): unknown {
  const made = new Sampler(options).value({ $ref: pointer }, [], []);
  return made === NOTHING ? undefined : made;
}

class Sampler {
  private count = 0;

  constructor(private readonly options: SampleOptions) {}

  /**
   * @param names the name of the member, where it is one.
   * @param within the components that the value is inside of, outermost first; an empty name for a schema that is none.
   */
  value(written: unknown, names: readonly string[], within: readonly string[]): unknown {
    this.count++;
    const merged = mergedSchema(this.options.document, written, names);
    const { schema } = merged;
    // A schema without a component is a level of its own.
    const inside = [...within, ...(merged.components.length > 0 ? merged.components : [""])];
    if (within.length > DEEPEST_REQUIRED || this.count > MOST_REQUIRED_VALUES) return NOTHING;
    if ("const" in schema) return schema.const;
    if (Array.isArray(schema.enum)) return this.choose(schema.enum.filter((value) => value !== null));
    const branches = [...listOf(schema.oneOf), ...listOf(schema.anyOf)];
    if (branches.length > 0) {
      const { oneOf, anyOf, ...rest } = schema;
      const branch = this.choose(branches);
      return this.value({ allOf: [rest, branch] }, merged.names, inside);
    }
    switch (typeOfSchema(schema)) {
      case "object":
        return this.object(schema, inside);
      case "array":
        return this.list(schema, merged.names, inside);
      case "string":
        return sampleText(schema, merged.names, this.options, this.options.draws) ?? NOTHING;
      case "boolean":
        return !this.options.isDynamic || this.options.draws.once(2);
      case "null":
        return null;
      default:
        return sampleNumber(schema, merged.names, this.options);
    }
  }

  private choose(from: readonly unknown[]): unknown {
    if (from.length === 0) return NOTHING;
    return from[this.options.isDynamic ? this.options.draws.below(from.length) : 0];
  }

  private object(schema: JsonObject, within: readonly string[]): unknown {
    const properties = objectOf(schema.properties);
    const required = new Set(listOf(schema.required).map(String));
    const names = Object.keys(properties);
    if (names.length === 0 && isObject(schema.additionalProperties)) return this.map(schema, within);
    const body: JsonObject = {};
    const isUnion = schema["x-trent-union"] === true || (schema.maxProperties === 1 && required.size === 0);
    const isSparse = this.options.requiredOnly === true && !isUnion;
    for (const name of isUnion ? this.ordered(names) : names) {
      const written = properties[name];
      const isRequired = required.has(name);
      if (!isRequired && (isSparse || this.isOver(written, within))) continue;
      const token = isPageToken(name) ? this.pageToken(written, isRequired) : undefined;
      if (token !== undefined) {
        if (token !== NOTHING) setOwn(body, name, token);
        continue;
      }
      const made = this.value(written, [name], within);
      if (made === NOTHING) continue;
      setOwn(body, name, made);
      if (isUnion) break;
    }
    return body;
  }

  /** The members of a union in the order in which they are tried: the one that is taken is the first that can be made. */
  private ordered(names: readonly string[]): readonly string[] {
    return this.options.isDynamic ? this.options.draws.shuffle(names) : names;
  }

  /** Whether an optional member is left out: it would contain itself, or the body is large enough. */
  private isOver(written: unknown, within: readonly string[]): boolean {
    if (this.count > MOST_VALUES || within.length > DEEPEST) return true;
    return this.components(written).some((component) => within.includes(component));
  }

  private components(written: unknown): readonly string[] {
    return mergedSchema(this.options.document, written, []).components;
  }

  /** The value of a member that says how a list goes on: none, or an empty text where it is required and fits. */
  private pageToken(written: unknown, isRequired: boolean): unknown {
    const { schema } = mergedSchema(this.options.document, written, []);
    if (typeOfSchema(schema) === "boolean") return false;
    const takesEmpty =
      typeOfSchema(schema) === "string" && schema.minLength === undefined && schema.pattern === undefined;
    return isRequired && takesEmpty ? "" : NOTHING;
  }

  private map({ propertyNames, additionalProperties, minProperties }: JsonObject, within: readonly string[]): unknown {
    const { draws } = this.options;
    const least = Math.min(Number(minProperties ?? 0), MOST_ITEMS);
    const body: JsonObject = {};
    const wanted = this.options.requiredOnly || this.isOver(additionalProperties, within) ? least : Math.max(1, least);
    for (let n = 0; n < wanted; n++) {
      const value = this.value(additionalProperties, ["value"], within);
      const key = sampleText(objectOf(propertyNames), ["key"], this.options, draws);
      if (value !== NOTHING && key !== undefined)
        setOwn(body, n === 0 || key in body === false ? key : `${key}${n}`, value);
    }
    return body;
  }

  private list(
    { items, minItems, maxItems, uniqueItems }: JsonObject,
    names: readonly string[],
    within: readonly string[],
  ): unknown {
    const { isDynamic, draws, requiredOnly } = this.options;
    const least = Math.min(Number(minItems ?? 0), MOST_ITEMS);
    const most = Math.max(least, Math.min(Number(maxItems ?? MOST_ITEMS), 3));
    const isShort = requiredOnly || this.isOver(items, within);
    const usual = isDynamic ? draws.below(most + 1) : Math.min(1, most);
    const wanted = isShort ? least : Math.max(least, usual);
    const singular = names.map((name) => name.replace(/(List|Set|s)$/, ""));
    const made: unknown[] = [];
    for (let n = 0; n < wanted; n++) {
      const item = this.value(items ?? {}, singular, within);
      if (item === NOTHING) break;
      if (uniqueItems !== true || !made.some((other) => JSON.stringify(other) === JSON.stringify(item)))
        made.push(item);
    }
    return made.length < least && uniqueItems !== true ? NOTHING : made;
  }
}

/** Sets a member that a document may call `__proto__`. */
function setOwn(body: JsonObject, name: string, value: unknown): void {
  Object.defineProperty(body, name, { value, enumerable: true, writable: true, configurable: true });
}
