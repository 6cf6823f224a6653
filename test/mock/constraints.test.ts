import document from "../../generated/document.json";
import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import type { RunningMock } from "../../mock/server/run-mock";
import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../../openapi/dialect/document";
import { SENSITIVE } from "../../openapi/dialect/marked-members";
import { firstRequestExample } from "../request-example";
import { call, json, NAMES, startTestMock } from "./running";
import { wireFaults } from "./wire-form";

let mock: RunningMock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.close());

/** One constraint of a request member, with values just inside it and, where there can be one, just outside. */
interface Case {
  readonly name: TrentOperation;
  /** Where the member is, with 0 for the first item of a list. */
  readonly path: readonly (string | number)[];
  readonly constraint: string;
  readonly inside: readonly unknown[];
  readonly outside?: { readonly value: unknown; readonly says: readonly string[] };
}

const ofDocument = document as unknown as Document;
const schemaAt = (value: unknown) => objectOf(resolve(ofDocument, value, "#").value);

/** Beginnings, letters to fill up with and endings: with them every pattern of the document can be met. */
const HEADS = [
  "",
  "cluster-",
  "https://",
  "/",
  "arn:aws:iam::111122223333:",
  "a.b.",
  "com.amazonaws.vpce.us-east-1.vpce-svc-",
];
const FILLERS = ["a", "1", "A"];
const TAILS = ["", "-a-1", "/kms/xks/v1"];

/** Every constraint of every request schema of the document. */
const CASES = NAMES.flatMap((name) => casesOf(name, { $ref: operations[name].requestBody }, []));
const REFUSED = CASES.filter((of): of is Case & { outside: object } => of.outside !== undefined);
const titled = <T extends Case>(cases: readonly T[]) =>
  cases.map((of) => ({ ...of, title: `${of.name} ${of.path.join(".")} ${of.constraint}` }));

describe("a value just inside a constraint is taken", () => {
  it.each(titled(CASES))("$title", async ({ name, path, inside }) => {
    for (const value of inside) {
      const answered = await call(mock.url, name, bodyWith(name, path, value));
      expect({ value, status: answered.status, said: answered.status === 200 || json(answered) }).toEqual({
        value,
        status: 200,
        said: true,
      });
    }
  });
});

const WINDOW = "PendingWindowInDays must be between 7 and 30";

/** What was recorded where it is not what the constraint says. */
function recorded(name: TrentOperation, member: unknown): readonly string[] | undefined {
  // The service itself checks this range, in words of its own.
  if (member === "PendingWindowInDays") return [WINDOW];
  if (member !== "KeySpec" || !/^GenerateDataKey(WithoutPlaintext)?$/.test(name)) return undefined;
  // Of a data key's two lengths the refusal says nothing: it names the specs of every key.
  const specs = listOf(schemaAt({ $ref: "#/components/schemas/KeySpec" }).enum).join(", ");
  return [refusalOf([member], "NO_VALUE", `Member must satisfy enum value set: [${specs}]`, false)];
}

describe("a value just outside is refused in AWS's words", () => {
  it.each(titled(REFUSED))("$title", async ({ name, path, outside }) => {
    const answered = await call(mock.url, name, bodyWith(name, path, outside.value));
    expect(answered.status).toBe(400);
    const [said, ...more] = saidBy(json(answered));
    expect([said, ...more].sort()).toEqual([...(recorded(name, path[0]) ?? outside.says)].sort());
    expect(wireFaults(answered)).toEqual([]);
  });
});

test("the generator knows every keyword of the request schemas, and finds constraints of each kind", () => {
  const passedOver = [
    ...["type", "properties", "items", "description", "examples", "default", "deprecated"],
    // Of blobs and of encryption contexts: the bounds of a blob are in a keyword of ours.
    ...["contentEncoding", "additionalProperties"],
  ];
  const used = NAMES.flatMap((name) => keywordsOf({ $ref: operations[name].requestBody }));
  const judging = used.filter((keyword) => !passedOver.includes(keyword) && !keyword.startsWith("x-"));
  expect([...new Set(judging)].sort()).toEqual([...new Set(CASES.map((of) => of.constraint))].sort());
  const listed = judging.filter((keyword) => keyword !== "required").length;
  expect(CASES.filter((of) => of.constraint !== "required").length).toBe(listed);
});

describe("one answer names several constraints, joined by semicolons", () => {
  it.each<{ name: TrentOperation; body: object; message: string }>([
    {
      name: "EnableKeyRotation",
      body: { KeyId: "", RotationPeriodInDays: 89 },
      message:
        "2 validation errors detected: Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '89' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value greater than or equal to 90",
    },
    {
      name: "TagResource",
      body: {},
      message:
        "2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; Value null at 'tags' failed to satisfy constraint: Member must not be null",
    },
    {
      name: "CreateKey",
      body: { Tags: [{ TagKey: "a", TagValue: "" }, { TagKey: "" }] },
      message:
        "2 validation errors detected: Value null at 'tags.2.member.tagValue' failed to satisfy constraint: Member must not be null; Value '' at 'tags.2.member.tagKey' failed to satisfy constraint: Member must have length greater than or equal to 1",
    },
  ])("$name $body", async ({ name, body, message }) => {
    expect(json(await call(mock.url, name, body))).toEqual({ __type: "ValidationException", message });
  });
});

test.each([
  { period: 89, bound: "greater than or equal to 90" },
  { period: 2561, bound: "less than or equal to 2560" },
  { period: 0, bound: "greater than or equal to 90" },
  { period: -1, bound: "greater than or equal to 90" },
])("a rotation period of $period is refused in exactly these words", async ({ period, bound }) => {
  const body = { KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab", RotationPeriodInDays: period };
  expect((await call(mock.url, "EnableKeyRotation", body)).bytes.toString()).toBe(
    `{"__type":"ValidationException","message":"1 validation error detected: Value '${period}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value ${bound}"}`,
  );
});

/** The single refusals of a ValidationException; its count must be theirs. */
function saidBy(body: unknown): string[] {
  const { __type, message } = body as { __type: string; message: string };
  expect(__type).toBe("ValidationException");
  if (message === WINDOW) return [message];
  const [, head = "", rest = ""] = /^(\d+ validation errors?) detected: (.*)$/s.exec(message) ?? [];
  const said = rest.split(/; (?=Value )/);
  expect(head).toBe(said.length === 1 ? "1 validation error" : `${said.length} validation errors`);
  return said;
}

/** The operation's first example with one member set, or left out where the value is undefined. */
function bodyWith(name: TrentOperation, path: readonly (string | number)[], value: unknown): unknown {
  const body = structuredClone(firstRequestExample(name)) as JsonObject;
  let at: JsonObject = body;
  let schema = schemaAt({ $ref: operations[name].requestBody });
  path.slice(0, -1).forEach((step) => {
    schema = schemaAt(typeof step === "number" ? schema.items : objectOf(schema.properties)[step]);
    at[step] ??= schema.type === "array" ? [] : sample(schema);
    at = at[step] as JsonObject;
  });
  const last = path.at(-1) ?? "";
  if (value === undefined) delete at[last];
  else at[last] = value;
  // A refusal shows the whole list.
  if (last === 0) at.length = 1;
  return body;
}

/** The keywords of a schema and of what is below it, once for each place. */
function keywordsOf(ref: unknown): string[] {
  const schema = schemaAt(ref);
  const below = [...Object.values(objectOf(schema.properties)), ...(schema.items === undefined ? [] : [schema.items])];
  return [...Object.keys(schema), ...below.flatMap(keywordsOf)];
}

/** The constraints of a schema at a path, and of what is below it. */
function casesOf(name: TrentOperation, ref: unknown, path: readonly (string | number)[]): Case[] {
  const schema = schemaAt(ref);
  return [
    ...listOf(schema.required).map((member) => required(name, schema, [...path, String(member)])),
    ...ownCases(schema, path).map((of) => ({ name, path, ...of })),
    ...Object.entries(objectOf(schema.properties)).flatMap(([member, of]) => casesOf(name, of, [...path, member])),
    ...(schema.items === undefined ? [] : casesOf(name, schema.items, [...path, 0])),
  ];
}

function required(name: TrentOperation, schema: JsonObject, path: readonly (string | number)[]): Case {
  const member = schemaAt(objectOf(schema.properties)[String(path.at(-1))]);
  const nothing = isSecret(member) ? "" : " null";
  const says = [`Value${nothing} at '${awsPath(path)}' failed to satisfy constraint: Member must not be null`];
  return { name, path, constraint: "required", inside: [sample(member)], outside: { value: undefined, says } };
}

function ownCases(schema: JsonObject, path: readonly (string | number)[]): Omit<Case, "name" | "path">[] {
  const number = (keyword: string) => schema[keyword] as number;
  const says = (value: unknown, ...rules: string[]) => ({
    value,
    says: rules.map((rule) => refusalOf(path, value, rule, isSecret(schema))),
  });
  const text = (length: number) => textOf(schema, length);
  const make: Record<string, () => Omit<Case, "name" | "path" | "constraint">> = {
    minimum: () => ({
      inside: [number("minimum")],
      outside: says(number("minimum") - 1, `Member must have value greater than or equal to ${schema.minimum}`),
    }),
    maximum: () => ({
      inside: [number("maximum")],
      outside: says(number("maximum") + 1, `Member must have value less than or equal to ${schema.maximum}`),
    }),
    minLength: () => {
      const inside = [shortestOf(schema)];
      if (schema.minLength === 0) return { inside };
      const value = "x".repeat(number("minLength") - 1);
      const rules = [
        `Member must have length greater than or equal to ${schema.minLength}`,
        ...patternRule(schema, value),
      ];
      return { inside, outside: says(value, ...rules) };
    },
    maxLength: () => {
      const value = text(number("maxLength") + 1);
      const rules = [
        `Member must have length less than or equal to ${schema.maxLength}`,
        ...patternRule(schema, value),
      ];
      return { inside: [text(number("maxLength"))], outside: says(value, ...rules) };
    },
    pattern: () => {
      // Long enough, so that the pattern alone is broken.
      const value = "€".repeat(number("minLength") || 1);
      return { inside: [shortestOf(schema)], outside: says(value, ...patternRule(schema, value)) };
    },
    enum: () => ({
      inside: listOf(schema.enum),
      outside: says("NO_VALUE", `Member must satisfy enum value set: [${listOf(schema.enum).join(", ")}]`),
    }),
    minItems: () => ({
      inside: [items(schema, number("minItems"))],
      ...(schema.minItems === 0
        ? {}
        : { outside: says([], `Member must have length greater than or equal to ${schema.minItems}`) }),
    }),
    maxItems: () => ({
      inside: [items(schema, number("maxItems"))],
      outside: says(
        items(schema, number("maxItems") + 1),
        `Member must have length less than or equal to ${schema.maxItems}`,
      ),
    }),
  };
  return Object.entries(make).flatMap(([constraint, of]) => (constraint in schema ? [{ constraint, ...of() }] : []));
}

function patternRule({ pattern }: JsonObject, value: string): string[] {
  if (pattern === undefined || new RegExp(String(pattern), "u").test(value)) return [];
  return [`Member must satisfy regular expression pattern: ${pattern}`];
}

/** Whether no error shows a value of a schema, or of the items of a list. */
function isSecret(schema: JsonObject): boolean {
  return SENSITIVE in schema || (schema.items !== undefined && isSecret(schemaAt(schema.items)));
}

/** AWS's text of one refusal. For a plain item it names the list. */
function refusalOf(path: readonly (string | number)[], value: unknown, rule: string, secret: boolean): string {
  const list = path.at(-1) === 0;
  if (secret) return `Value at '${awsPath(path)}' failed to satisfy constraint: ${rule}`;
  const whole = list || Array.isArray(value) ? `[${[value].flat().join(", ")}]` : String(value);
  const shown = whole.length > 1024 ? `${whole.slice(0, 1024)}...` : whole;
  return list
    ? `Value '${shown}' at '${awsPath(path.slice(0, -1))}' failed to satisfy constraint: Member must satisfy constraint: [${rule}]`
    : `Value '${shown}' at '${awsPath(path)}' failed to satisfy constraint: ${rule}`;
}

/** `tags.1.member.tagKey` for `Tags`, 0, `TagKey`. */
function awsPath(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === "number" ? `${step + 1}.member` : step[0]?.toLowerCase() + step.slice(1)))
    .join(".");
}

/** A value that a schema takes, as small as can be. */
function sample(schema: JsonObject): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.type === "array") return items(schema, Math.max(1, Number(schema.minItems ?? 0)));
  if (schema.type === "object") {
    const members = listOf(schema.required).map(String);
    return Object.fromEntries(members.map((member) => [member, sample(schemaAt(objectOf(schema.properties)[member]))]));
  }
  if ("x-trent-bytes" in schema) return "QQ==";
  if (schema.type === "string") return shortestOf(schema);
  return schema.type === "boolean" ? true : schema.minimum;
}

function items(schema: JsonObject, count: number): unknown[] {
  const item = schemaAt(schema.items);
  return Array.from({ length: count }, () => sample(isObject(item) ? item : {}));
}

/** A text of exactly this length, which keeps the pattern where any of that length can. */
function textOf({ pattern }: JsonObject, length: number): string {
  const fits = new RegExp(String(pattern ?? ""), "u");
  for (const head of HEADS)
    for (const tail of TAILS)
      for (const filler of FILLERS) {
        const text = head + filler.repeat(Math.max(0, length - head.length - tail.length)) + tail;
        if (text.length === length && fits.test(text)) return text;
      }
  return "a".repeat(length);
}

/** The shortest text that a schema takes. */
function shortestOf(schema: JsonObject): string {
  const least = Number(schema.minLength ?? 0);
  const texts = Array.from({ length: 64 }, (_, more) => textOf(schema, least + more));
  const found = texts.find((text) => new RegExp(String(schema.pattern ?? ""), "u").test(text));
  if (found === undefined) throw new Error(`No text is known that keeps the pattern ${String(schema.pattern)}`);
  return found;
}

describe("a refused value is repeated up to 1 KiB", () => {
  it.each([
    { length: 513, repeated: "x".repeat(513) },
    { length: 1_024, repeated: "x".repeat(1_024) },
    { length: 1_025, repeated: `${"x".repeat(1_024)}...` },
    { length: 1_000_000, repeated: `${"x".repeat(1_024)}...` },
  ])("of $length characters", async ({ length, repeated }) => {
    const { message } = json(
      await call(mock.url, "CreateAlias", { AliasName: "x".repeat(length), TargetKeyId: "x" }),
    ) as {
      message: string;
    };
    expect(message).toContain(`Value '${repeated}' at 'aliasName'`);
    expect(message.length).toBeLessThan(4_096);
  });

  it("also where it is a list", async () => {
    const answered = await call(mock.url, "UntagResource", { KeyId: "x", TagKeys: ["x".repeat(100_000), "y"] });
    expect(answered.bytes.length).toBeLessThan(4_096);
    expect(answered.bytes.toString()).toContain("xxx...' at 'tagKeys'");
  });
});
