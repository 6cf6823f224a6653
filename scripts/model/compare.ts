import { isObject, type JsonObject, listOf, objectOf } from "../../openapi/dialect/document";
import { descend, type Place } from "./source";

/** A shape of botocore's `service-2.json`, as far as constraints go. */
export interface Shape {
  readonly type: string;
  readonly required?: string[];
  readonly members?: Record<string, { shape: string; deprecated?: boolean }>;
  readonly member?: { shape: string };
  /** Of a map: the shape of its values. Its keys are texts, which the model does not constrain. */
  readonly value?: { shape: string };
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: string[];
  readonly fault?: boolean;
  readonly sensitive?: boolean;
}

/** One difference between the document and the model: where it stands, and what the model says. */
interface Difference {
  readonly place: Place;
  readonly text: string;
}

/** What one comparison has seen: each pair of shape and place once. */
export interface Comparison {
  readonly shapes: Record<string, Shape>;
  readonly differences: Difference[];
  readonly seen: Set<string>;
  members: number;
}

const TYPES: Record<string, string> = {
  string: "string",
  blob: "string",
  integer: "integer",
  boolean: "boolean",
  timestamp: "number",
  list: "array",
  structure: "object",
  map: "object",
};

/** The keywords that carry the model's `min` and `max`, by the shape's type. */
const BOUNDS: Record<string, readonly [string, string]> = {
  string: ["minLength", "maxLength"],
  integer: ["minimum", "maximum"],
  list: ["minItems", "maxItems"],
};

/**
 * Compares a schema with a shape, and what it is made of. Where a schema differs from the model on purpose,
 * its `x-trent-model` holds the model's value, and that is compared.
 */
export function compare(shapeName: string, schema: Place, run: Comparison): void {
  const key = `${shapeName} ${schema.file}${schema.at}`;
  if (run.seen.has(key)) return;
  run.seen.add(key);
  const shape = run.shapes[shapeName];
  if (!shape) throw new Error(`The model has no shape ${shapeName}.`);
  const expect = (what: string, have: unknown, want: unknown) => {
    if (JSON.stringify(have) === JSON.stringify(want)) return;
    run.differences.push({
      place: schema,
      text: `${what} is ${show(have)}, in the model (${shapeName}) ${show(want)}`,
    });
  };

  expect("type", schema.value.type, TYPES[shape.type]);
  if (shape.type === "timestamp") expect("x-trent-timestamp", schema.value["x-trent-timestamp"], "epoch-seconds");
  if (shape.type === "blob") {
    const { minimum, maximum } = objectOf(schema.value["x-trent-bytes"]);
    expect("x-trent-bytes", "x-trent-bytes" in schema.value, true);
    expect("contentEncoding", schema.value.contentEncoding, "base64");
    expect("least bytes", minimum, shape.min);
    expect("most bytes", maximum, shape.max);
  }
  compareConstraints(shape, schema, expect);
  if (shape.sensitive === true) expect("x-trent-sensitive", schema.value["x-trent-sensitive"], true);
  if (shape.value) compare(shape.value.shape, descend(schema, "additionalProperties"), run);
  if (shape.member) compare(shape.member.shape, descend(schema, "items"), run);
  if (shape.members) {
    const properties = objectOf(schema.value.properties);
    expect("required", sorted(schema.value.required), sorted(shape.required));
    expect("members", sorted(Object.keys(properties)), sorted(Object.keys(shape.members)));
    for (const [name, member] of Object.entries(shape.members)) {
      const property = properties[name];
      if (!isObject(property)) continue;
      run.members += 1;
      expect(`deprecated of ${name}`, property.deprecated === true, member.deprecated === true);
      compare(member.shape, descend(schema, "properties", name), run);
    }
  }
}

/**
 * Compares the errors of an operation with the model's: the same ones, each with the status of its fault. What the
 * protocol can answer to any call is not in the model's lists.
 * @param declared the errors of operations, by name
 */
export function compareErrors(operation: Place, declared: Place, want: readonly string[], run: Comparison): void {
  const place = descend(operation, "x-trent-errors");
  const have = Object.keys(place.value).filter((name) => name in declared.value);
  const expect = (what: string, is: unknown, wanted: unknown) => {
    if (JSON.stringify(is) !== JSON.stringify(wanted))
      run.differences.push({ place, text: `${what} ${show(is)}, in the model ${show(wanted)}` });
  };
  expect("errors are", [...have].sort(), [...want].sort());
  for (const name of have) {
    const status = objectOf(declared.value[name])["x-trent-status"];
    expect(`the status of ${name} is`, status, run.shapes[name]?.fault ? 500 : 400);
  }
}

type Expect = (what: string, have: unknown, want: unknown) => void;

function compareConstraints(shape: Shape, schema: Place, expect: Expect): void {
  const { value } = schema;
  const overrides = objectOf(value["x-trent-model"]);
  for (const [keyword, want] of [
    [BOUNDS[shape.type]?.[0], shape.min],
    [BOUNDS[shape.type]?.[1], shape.max],
  ] as const) {
    if (keyword === undefined) continue;
    expect(keyword, overrides[keyword] ?? value[keyword], want);
    if (keyword in overrides && want !== undefined)
      expect(`${keyword} within the model's`, isWithin(value, keyword, want), true);
  }
  if (shape.type !== "string") return;
  expect("pattern", overrides.pattern ?? value.pattern, shape.pattern);
  if (shape.pattern !== undefined) {
    expect("pattern (anchors aside)", bare(value.pattern), bare(shape.pattern));
    expect("whole match of pattern", /^\^.*\$$/.test(String(value.pattern)), true);
  }
  const values = new Set(listOf(value.enum));
  expect("enum", "enum" in value, shape.enum !== undefined);
  expect("missing enum values", shape.enum?.filter((item) => !values.has(item)) ?? [], []);
}

/** Whether a bound that differs on purpose only narrows the model's. */
function isWithin(schema: JsonObject, keyword: string, limit: number): boolean {
  const bound = Number(schema[keyword]);
  return keyword.startsWith("min") ? bound >= limit : bound <= limit;
}

/** A pattern without what we may add to it: the anchors of a whole match, and the `u` flag's escaped hyphen. */
function bare(pattern: unknown): string {
  return String(pattern).replace(/^\^/, "").replace(/\$$/, "").replaceAll("\\-", "-");
}

function sorted(list: unknown): unknown[] {
  return [...listOf(list)].sort();
}

function show(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
