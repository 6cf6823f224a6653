import Ajv2020 from "ajv/dist/2020";
import { createDraws } from "../../mock/engine/hostile/draws";
import { sampleBody } from "../../mock/engine/sample/sample-body";
import type { JsonObject } from "../../openapi/dialect/document";

const NOW = Date.UTC(2026, 10, 24);
const SEEDS = 20;

/** Makes a body of the schema `Body`, the one that is always made or one that is drawn. */
function made(schemas: JsonObject, seed?: number): unknown {
  return sampleBody(
    {
      document: { openapi: "3.1.0", paths: {}, components: { schemas } },
      locality: { region: "eu-west-1", account: "999988887777" },
      service: "states",
      now: NOW,
      draws: createDraws(seed ?? 0, "test"),
      isDynamic: seed !== undefined,
    },
    "#/components/schemas/Body",
  );
}

const drawn = (schemas: JsonObject) => Array.from({ length: SEEDS }, (_, seed) => made(schemas, seed));
const body = (properties: JsonObject, rest: JsonObject = {}) => ({ Body: { type: "object", properties, ...rest } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };

/** What a client must be able to read in a body that nobody has written an example of. */
const ROWS: { what: string; schemas: JsonObject; want: unknown }[] = [
  {
    what: "a blob is base64",
    schemas: body({ Data: { ...text, contentEncoding: "base64", maxLength: 8 } }),
    want: { Data: expect.stringMatching(/^[A-Za-z0-9+/]{8}$/) },
  },
  {
    what: "a union has one member",
    schemas: body({ S: text, N: text }, { "x-trent-union": true }),
    want: { S: expect.any(String) },
  },
  {
    what: "there is no next page",
    schemas: body({ Items: { type: "array", items: text }, NextToken: text, Truncated: { type: "boolean" } }),
    want: { Items: [expect.any(String)], Truncated: false },
  },
  {
    what: "a token that is required is empty",
    schemas: body({ nextToken: text }, { required: ["nextToken"] }),
    want: { nextToken: "" },
  },
  {
    what: "an ARN has the account and Region of the mock",
    schemas: body({ stateMachineArn: text }),
    want: { stateMachineArn: expect.stringMatching(/^arn:aws:states:eu-west-1:999988887777:state-machine\/example-/) },
  },
  {
    what: "an ARN of another service is made from its pattern",
    schemas: body({ AppArn: { ...text, pattern: "^arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:app/.*/x$" } }),
    want: { AppArn: expect.stringMatching(/^arn:aws:sagemaker:eu-west-1:999988887777:app\//) },
  },
  {
    what: "a pattern and a minimum are both met",
    schemas: body({ Token: { ...text, pattern: "^[a-f]+!$", minLength: 30, maxLength: 40 } }),
    want: { Token: expect.stringMatching(/^[a-f]{29,39}!$/) },
  },
  {
    what: "a time is near now, in seconds",
    schemas: body({ createdAt: { type: "number", "x-trent-timestamp": "epoch-seconds" } }),
    want: { createdAt: NOW / 1000 - 86_400 },
  },
  {
    what: "a time that is text is ISO 8601",
    schemas: body({ createdAt: { ...text, format: "date-time" } }),
    want: { createdAt: "2026-11-24T00:00:00.000Z" },
  },
  {
    what: "account and Region by their names",
    schemas: body({ AccountId: text, Region: text, N: ref("NumberAttributeValue") }),
    want: { AccountId: "999988887777", Region: "eu-west-1", N: expect.anything() },
  },
  {
    what: "an optional structure that contains itself is left out",
    schemas: {
      Body: {
        type: "object",
        properties: { Name: text, Inner: ref("Body"), More: { type: "array", items: ref("Body") } },
      },
    },
    want: { Name: expect.any(String), More: [] },
  },
  {
    what: "an empty text where the schema has no value",
    schemas: body({ A: { ...text, minLength: 5, maxLength: 1, pattern: "^x{9}$" } }),
    want: {},
  },
];
for (const { schemas } of ROWS) schemas.NumberAttributeValue = text;

test.each(ROWS)("$what", ({ schemas, want }) => {
  expect(made(schemas)).toEqual(want);
  expect(made(schemas)).toEqual(made(schemas));
});

/** Shapes that have driven other generators without end: filters in filters, wide trees, huge minimums. */
const HOSTILE: { what: string; schemas: JsonObject }[] = [
  {
    what: "a filter of filters",
    schemas: {
      Body: { type: "object", properties: { And: ref("List"), Or: ref("List"), Not: ref("Body"), Equals: text } },
      List: { type: "array", items: ref("Body") },
    },
  },
  {
    what: "a structure that requires itself",
    schemas: { Body: { type: "object", required: ["Inner"], properties: { Inner: ref("Body") } } },
  },
  {
    what: "two that require each other, twice",
    schemas: {
      Body: { type: "object", required: ["A", "B"], properties: { A: ref("Other"), B: ref("Other") } },
      Other: { type: "object", required: ["A", "B"], properties: { A: ref("Body"), B: ref("Body") } },
    },
  },
  {
    what: "a tree of ten levels with ten branches each",
    schemas: Object.fromEntries(
      ["Body", ..."ABCDEFGHI"].map((name, level) => [
        name,
        {
          type: "object",
          properties: Object.fromEntries(
            Array.from({ length: 10 }, (_, i) => [`M${i}`, level < 9 ? ref("ABCDEFGHI"[level]!) : text]),
          ),
        },
      ]),
    ),
  },
  {
    what: "an inline schema that contains itself, as after dereferencing",
    schemas: (() => {
      const own: JsonObject = { type: "object" };
      own.properties = { Inner: { type: "array", items: own } };
      return { Body: own };
    })(),
  },
  { what: "a list of a billion", schemas: body({ Many: { type: "array", minItems: 1e9, items: text } }) },
  { what: "a text of a billion", schemas: body({ Long: { ...text, minLength: 1e9 } }) },
  { what: "a pattern without a text", schemas: body({ None: { ...text, pattern: "^(?!a)a$" } }) },
  { what: "a pattern of a million", schemas: body({ Long: { ...text, pattern: "^(?:a{1000}b){0,10}$" } }) },
];

test.each(HOSTILE)("$what ends, small and soon", ({ schemas }) => {
  const began = performance.now();
  const texts = drawn(schemas).map((one) => JSON.stringify(one ?? null));
  for (const one of texts) expect(depthOf(one)).toBeLessThan(50);
  expect(Math.max(...texts.map((one) => one.length))).toBeLessThan(200_000);
  expect((performance.now() - began) / SEEDS).toBeLessThan(300);
});

function depthOf(json: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of json) {
    if ("[{".includes(character)) deepest = Math.max(deepest, ++depth);
    if ("]}".includes(character)) depth--;
  }
  return deepest;
}

test("drawn bodies fit their schema, differ, and have declared members only", () => {
  const schema = {
    type: "object",
    required: ["Id", "State"],
    additionalProperties: false,
    properties: {
      Id: { ...text, pattern: "^j-[a-z0-9]{5,9}$" },
      State: { enum: ["NEW", "OLD"] },
      Count: { type: "integer", minimum: 3, maximum: 9 },
      Ratio: { type: "number", exclusiveMinimum: 0, maximum: 1 },
      Even: { type: "integer", multipleOf: 2, minimum: 1 },
      Tags: { type: "object", additionalProperties: text, minProperties: 1 },
      Names: { type: "array", items: { ...text, minLength: 3 }, minItems: 2, maxItems: 5 },
      Either: { oneOf: [{ type: "integer" }, { type: "boolean" }] },
      Maybe: { type: ["string", "null"], maxLength: 4 },
    },
  };
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
  const bodies = drawn({ Body: schema });
  for (const one of bodies)
    expect({ errors: validate(one) ? null : validate.errors, one }).toMatchObject({ errors: null });
  expect(new Set(bodies.map((one) => JSON.stringify(one))).size).toBe(SEEDS);
  expect(made({ Body: schema }, 7)).toEqual(made({ Body: schema }, 7));
});
