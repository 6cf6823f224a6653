import { readFileSync } from "node:fs";
import path from "node:path";
import protocolDocument from "../../generated/protocol.json";
import { Protocol } from "../../openapi/dialect/complete/protocol";
import type { Document, JsonObject } from "../../openapi/dialect/document";
import { objectOf, resolve } from "../../openapi/dialect/document";
import { checkDocument } from "../../openapi/dialect/gate";
import { type NormaliseChange, normalise, RULES } from "../../openapi/dialect/normalise";
import { toEcmaScript } from "../../openapi/dialect/normalise/ecmascript";
import { statusOfError } from "../../openapi/dialect/normalise/faults";
import { epochSeconds } from "../../openapi/dialect/normalise/timestamps";
import { readOperations } from "../../openapi/dialect/operations";
import { readDocument } from "../../openapi/dialect/read";

const PROTOCOL = new Protocol(protocolDocument as unknown as Document);

const fixture = (name: string): Document =>
  JSON.parse(readFileSync(path.join(__dirname, "fixtures", name), "utf8")) as Document;

/** The value at a path of names, through references. */
function at(document: Document, ...names: string[]): unknown {
  let value: unknown = document;
  for (const name of names) value = resolve(document, objectOf(resolve(document, value, "#").value)[name], "#").value;
  return value;
}

/** The paths of an operation, a response, a media type and a schema in the fixture. */
const post = (operation: string) => ["paths", `/#X-Amz-Target=Pantry_20200101.${operation}`, "post"];
const response = (operation: string, status: string) => [...post(operation), "responses", status];
const media = (operation: string, status: string) => [
  ...response(operation, status),
  "content",
  "application/x-amz-json-1.1",
];
const schema = (name: string, ...members: string[]) => ["components", "schemas", name, ...members];

/** What normalising did to the fixture: the place, what stood there, what stands there now. */
const FIXED: { rule: string; place: string[]; given: unknown; want: unknown }[] = [
  { rule: "version", place: ["openapi"], given: "3.0.0", want: "3.1.0" },
  {
    rule: "version",
    place: ["jsonSchemaDialect"],
    given: undefined,
    want: "https://json-schema.org/draft/2020-12/schema",
  },
  {
    rule: "version",
    place: schema("StoreJarRequest", "properties", "Owner"),
    given: { type: "string", nullable: true },
    want: { type: ["string", "null"] },
  },
  {
    rule: "version",
    place: schema("StoreJarRequest", "properties", "Weight"),
    given: { type: "number", minimum: 0, exclusiveMinimum: true },
    want: { type: "number", exclusiveMinimum: 0 },
  },
  {
    rule: "wrapper",
    place: schema("StoreJarRequest", "properties", "Contents", "allOf"),
    given: [{ $ref: "#/components/schemas/Contents" }, { description: "What is in the jar, as base64-encoded bytes." }],
    want: undefined,
  },
  {
    rule: "request-type",
    place: [...post("StoreJar"), "requestBody", "content"],
    given: { "application/json": { schema: { $ref: "#/components/schemas/StoreJarRequest" } } },
    want: {
      "application/x-amz-json-1.1": { schema: { $ref: "#/components/schemas/StoreJarRequest" } },
      "application/x-amz-json-1.0": { schema: { $ref: "#/components/schemas/StoreJarRequest" } },
      "application/json": { schema: { $ref: "#/components/schemas/StoreJarRequest" } },
    },
  },
  {
    rule: "response-type",
    place: [...response("StoreJar", "200"), "content"],
    given: { "application/json": expect.anything() },
    want: { "application/x-amz-json-1.1": expect.anything(), "application/x-amz-json-1.0": expect.anything() },
  },
  {
    rule: "query-parameter",
    place: [...post("ListJars"), "parameters"],
    given: [{ name: "Limit" }, { name: "Marker" }, { name: "X-Amz-Target" }].map(expect.objectContaining),
    want: [expect.objectContaining({ name: "X-Amz-Target" })],
  },
  {
    rule: "request-body",
    place: [...post("SweepFloor"), "requestBody", "required"],
    given: undefined,
    want: false,
  },
  {
    rule: "header-schema",
    place: [...response("StoreJar", "200"), "headers", "X-Labels", "schema"],
    given: { type: "object" },
    want: { type: "string" },
  },
  {
    rule: "timestamp",
    place: schema("Time"),
    given: { type: "string", format: "date-time" },
    want: { type: "number", "x-trent-timestamp": "epoch-seconds" },
  },
  {
    rule: "union",
    place: schema("Measure", "x-trent-union"),
    given: undefined,
    want: true,
  },
  {
    rule: "blob",
    place: schema("Contents"),
    given: { type: "string", minLength: 1, maxLength: 4 },
    want: { type: "string", minLength: 1, maxLength: 8, contentEncoding: "base64" },
  },
  {
    rule: "pattern",
    place: schema("Label", "pattern"),
    given: "\\A[a-z0-9\\_]+\\-[\\p{Alnum}]+\\z",
    want: "^[a-z0-9_]+-[A-Za-z0-9]+$",
  },
  {
    rule: "pattern",
    place: schema("StoreJarRequest", "properties", "Shelf"),
    given: { type: "string", pattern: "[\\p{Print}&&[^/]]+" },
    want: { type: "string" },
  },
  {
    rule: "bound",
    place: schema("StoreJarRequest", "properties", "Height"),
    given: { type: "integer", minLength: 1, minimum: 9, maximum: 3 },
    want: { type: "integer" },
  },
  {
    rule: "enum",
    place: schema("StoreJarRequest", "properties", "Lid", "enum"),
    given: ["SCREW", "CLIP", "SCREW"],
    want: ["SCREW", "CLIP"],
  },
  {
    rule: "example",
    place: [...media("StoreJar", "200"), "examples", "model", "value"],
    given: undefined,
    want: { Label: "plum-1", StoredAt: 1580702706.5 },
  },
  {
    rule: "invalid-example",
    place: media("ListJars", "200"),
    given: undefined,
    want: { schema: expect.anything() },
  },
  { rule: "error", place: response("StoreJar", "480"), given: expect.anything(), want: undefined },
  { rule: "error", place: response("ListJars", "503"), given: expect.anything(), want: undefined },
  {
    rule: "error",
    place: schema("PantryInternalException"),
    given: { type: "object", required: ["message"], properties: { message: { type: "string", maxLength: 80 } } },
    want: {
      type: "object",
      required: ["__type"],
      properties: {
        __type: { type: "string", const: "PantryInternalException" },
        message: { type: "string", maxLength: 80 },
      },
    },
  },
  {
    rule: "empty-success",
    place: [...media("SweepFloor", "200"), "schema"],
    given: undefined,
    want: objectOf(protocolDocument.components.schemas.EmptyBody),
  },
  {
    rule: "request-id",
    place: [...response("SweepFloor", "400"), "headers", "x-amzn-RequestId", "required"],
    given: undefined,
    want: true,
  },
];

/** What the rules say of the fixture, in their order. */
const CHANGES: [string, number, RegExp][] = [
  ["version", 1, /^upgraded OpenAPI 3\.0\.0 to 3\.1\.0$/],
  ["version", 1, /^turned 1 nullable into/],
  ["version", 1, /^turned 1 exclusive bound/],
  ["version", 1, /^set jsonSchemaDialect/],
  ["wrapper", 1, /^unwrapped 1 reference/],
  ["request-type", 2, /2 requests$/],
  ["request-body", 1, /^gave 1 operation without input/],
  ["query-parameter", 2, /^removed 2 query parameters \(Limit, Marker\)/],
  ["header-schema", 2, /^turned the schema of 2 headers/],
  ["timestamp", 1, /^turned 1 timestamp /],
  ["timestamp", 1, /^turned 1 date of examples/],
  ["blob", 1, /^marked 1 string/],
  ["union", 1, /^marked 1 structure/],
  ["pattern", 1, /^translated 1 pattern/],
  ["pattern", 1, /^dropped 1 pattern/],
  ["bound", 3, /^dropped 3 bounds/],
  ["enum", 1, /^dropped 1 repeated enum value$/],
  ["example", 2, /^moved 2 examples/],
  ["invalid-example", 1, /^dropped 1 example that/],
  ["error", 5, /^folded 5 statuses \(404-503\) of 3 operations into 400 and 500$/],
  ["error", 5, /^described 5 errors/],
  ["error", 3, /^added the protocol's own errors/],
  ["response-type", 2, /2 responses into/],
  ["empty-success", 1, /^described 1 success /],
  ["request-id", 9, /of 9 responses$/],
];

describe("a document of the APIs.guru dialect", () => {
  const given = fixture("pantry.guru.json");
  const { document, changes } = normalise(given, PROTOCOL);

  it.each(FIXED)("$rule fixes $place", ({ place, given: before, want }) => {
    expect(at(given, ...place)).toEqual(before);
    expect(at(document, ...place)).toEqual(want);
  });

  it("lists what it changed, in the order of the rules", () => {
    expect(changes.map(({ rule, count }) => [rule, count])).toEqual(CHANGES.map(([rule, count]) => [rule, count]));
    for (const [i, [, , says]] of CHANGES.entries()) expect(changes[i]?.says).toMatch(says);
  });

  it("leaves a wrong example of a document that was 3.1 already for the gate to refuse", () => {
    const own = fixture("pantry.right.json");
    const [name] = Object.keys(own.paths);
    const content = at(own, "paths", name!, "post", "requestBody", "content") as JsonObject;
    for (const type of Object.keys(content))
      content[type] = { ...objectOf(content[type]), examples: { Wrong: { value: 1 } } };
    const { document, changes } = normalise(own, PROTOCOL);
    expect(changes).toEqual([]);
    const { problems } = checkDocument(document, readOperations(document), { unknownFormats: "refuse" });
    expect(problems.map(({ code }) => code)).toContain("TRENT_E_EXAMPLE_INVALID");
  });

  it("has a change of every rule, so that none is untested", () => {
    expect([...new Set(changes.map(({ rule }) => rule))]).toEqual(RULES.map(({ rule }) => rule));
  });

  it("leaves the given document as it was", () => {
    expect(given).toEqual(fixture("pantry.guru.json"));
  });

  it.each(RULES)("needs the rule $rule: without it, its defects stay", ({ rule }) => {
    const copy = structuredClone(given);
    for (const other of RULES) if (other.rule !== rule) other.apply(copy, PROTOCOL);
    const rows = FIXED.filter((row) => row.rule === rule);
    expect(rows).not.toEqual([]);
    for (const { place, want } of rows) expect(at(copy, ...place)).not.toEqual(want);
  });

  it("does not pass the gate before", () => {
    const copy = structuredClone(given);
    for (const { rule, apply } of RULES) if (!["pattern", "header-schema"].includes(rule)) apply(copy, PROTOCOL);
    const { problems } = checkDocument(copy, readOperations(copy), { unknownFormats: "ignore" });
    expect(new Set(problems.map(({ code }) => code))).toEqual(
      new Set(["TRENT_E_SCHEMA_COMPILE", "TRENT_E_SCHEMA_HEADER"]),
    );
  });

  it("passes the gate afterwards", () => {
    expect(checkDocument(document, readOperations(document), { unknownFormats: "ignore" }).problems).toEqual([]);
  });

  it("keeps the date-time of a header: only bodies carry epoch seconds", () => {
    expect(at(document, "components", "parameters", "X-Amz-Date", "schema", "format")).toBe("date-time");
  });

  it("takes both versions of the protocol's media type, and the documented one in requests", () => {
    const [store] = readOperations(document);
    expect(store?.requestMediaTypes).toEqual([
      "application/x-amz-json-1.1",
      "application/x-amz-json-1.0",
      "application/json",
    ]);
    for (const { mediaTypes } of store?.responses ?? []) {
      expect(mediaTypes).toEqual(["application/x-amz-json-1.1", "application/x-amz-json-1.0"]);
    }
  });

  it("has one named example for each error", () => {
    for (const { responses } of readOperations(document)) {
      for (const { errors, examples, status } of responses.filter((r) => r.status >= 400)) {
        expect({ status, examples: [...examples].sort() }).toEqual({
          status,
          examples: errors.map((e) => e.type).sort(),
        });
      }
    }
  });

  it.each([
    {
      operation: "StoreJar",
      status: 400,
      want: ["JarBrokenException", "ThrottlingException"],
      not: ["PantryInternalException"],
    },
    {
      operation: "StoreJar",
      status: 500,
      want: ["PantryInternalException", "InternalFailure"],
      not: ["JarBrokenException"],
    },
    {
      operation: "ListJars",
      status: 400,
      want: ["ShelfMissingException", "ThrottlingException"],
      not: ["DoorStuckException"],
    },
    {
      operation: "ListJars",
      status: 500,
      want: ["DoorStuckException", "InternalFailure"],
      not: ["ShelfMissingException"],
    },
    {
      operation: "SweepFloor",
      status: 400,
      want: ["ValidationException", "UnknownOperationException"],
      not: ["JarBrokenException"],
    },
  ])("answers $operation with $want as $status", ({ operation, status, want, not }) => {
    const found = readOperations(document).find(({ name }) => name === operation);
    const types = found?.responses.find((r) => r.status === status)?.errors.map(({ type }) => type) ?? [];
    expect(types).toEqual(expect.arrayContaining(want));
    expect(types).not.toEqual(expect.arrayContaining(not));
    expect(new Set(types).size).toBe(types.length);
  });
});

describe("a document that is right", () => {
  it.each(["the fixture", "openapi/trent.yaml"])("%s has no changes", async (name) => {
    const given =
      name === "the fixture"
        ? fixture("pantry.right.json")
        : (await readDocument(path.join(__dirname, "../../openapi/trent.yaml"))).document;
    const { document, changes } = normalise(given, PROTOCOL);
    expect(changes).toEqual([]);
    expect(document).toEqual(given);
  });

  it("has none when normalised twice", () => {
    const { document } = normalise(fixture("pantry.guru.json"), PROTOCOL);
    expect(normalise(document, PROTOCOL).changes).toEqual<NormaliseChange[]>([]);
  });
});

describe("an exception that a body has as its member too", () => {
  it("keeps its schema there, and gets another as an error", () => {
    const given = fixture("pantry.guru.json");
    const member = { $ref: "#/components/schemas/JarBrokenException" };
    objectOf(at(given, ...schema("ListJarsResponse", "properties"))).Broken = member;
    const { document } = normalise(given, PROTOCOL);
    expect(at(document, ...schema("ListJarsResponse", "properties", "Broken"))).toEqual({});
    expect(at(document, ...schema("JarBrokenException.error", "required"))).toEqual(["__type"]);
  });
});

describe("made-up statuses that run past 499", () => {
  it("are no faults of the service for that", () => {
    const given = fixture("pantry.guru.json");
    const responses = at(given, ...response("StoreJar", "480").slice(0, -1)) as JsonObject;
    const names = Array.from({ length: 24 }, (_, i) => `Jar${i}Exception`);
    for (const [i, name] of names.entries()) {
      objectOf(at(given, "components", "schemas"))[name] = {};
      const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
      responses[480 + i] = { description: name, content };
    }
    const [store] = readOperations(normalise(given, PROTOCOL).document);
    expect(store?.responses.map(({ status }) => status).sort()).toEqual([200, 400, 500]);
    expect(store?.responses.find(({ status }) => status === 500)?.errors.map(({ type }) => type)).toEqual([
      "InternalFailure",
    ]);
  });
});

describe("toEcmaScript", () => {
  it.each([
    { given: "^[\\w-.+]+@x$", want: "^[\\w\\-.+]+@x$", yes: "a-b@x", no: "a b@x" },
    { given: "[^/:|\\000-\\037]+", want: "[^/:|\\x00-\\x1f]+", yes: "a", no: "/" },
    {
      given: "^(\\p{LD}|\\p{Punct}| )+$",
      want: "^([\\p{L}\\p{Nd}]|[\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e]| )+$",
      yes: "\u00e91 !",
      no: "\t",
    },
    { given: "^\\P{Alpha}\\:$", want: "^[^A-Za-z]:$", yes: "1:", no: "a:" },
    { given: "^\\{[\\w\\{\\}]*}$", want: "^\\{[\\w\\{\\}]*\\}$", yes: "{a}", no: "{a" },
    { given: "^\\-{2}a]$", want: "^-{2}a\\]$", yes: "--a]", no: "-a]" },
    { given: "(?s)^a.b[.]\\_$", want: "^a[\\s\\S]b[.]_$", yes: "a\nb._", no: "a\nbx_" },
  ])("translates $given", ({ given, want, yes, no }) => {
    expect(() => new RegExp(given, "u")).toThrow();
    expect(toEcmaScript(given)).toBe(want);
    expect(new RegExp(want, "u").test(yes)).toBe(true);
    expect(new RegExp(want, "u").test(no)).toBe(false);
  });

  it.each(["[\\p{Print}&&[^|]]", "^[\\p\\{L\\}]+$"])("does not guess at %s", (pattern) => {
    expect(toEcmaScript(pattern)).toBeUndefined();
  });

  it.each(["(?i)a\\_", "a++\\_", "[\\P{Punct}]\\_"])(
    "leaves what ECMAScript cannot say in %s, which then does not compile",
    (pattern) => {
      expect(() => new RegExp(toEcmaScript(pattern) ?? "", "u")).toThrow();
    },
  );
});

describe("epochSeconds", () => {
  it.each<[unknown, number | undefined]>([
    ["2020-02-03T04:05:06.5Z", 1580702706.5],
    ["2020-02-03T04:05:06+01:00", 1580699106],
    ["2020-02-03T04:05:06", 1580702706],
    ["2020-02-03", 1580688000],
    ["20200203T0405Z", 1580702700],
    ["Mon Feb 03 04:05:06 PST 2020", 1580731506],
    ["Mon, 03 Feb 2020 04:05:06 GMT", 1580702706],
    ["1580702706.25", 1580702706.25],
    ["1580702706250", 1580702706.25],
    ["1.5807E9", 1580700000],
    ["Feb 3, 2020 4:05 AM", undefined],
    ["soon", undefined],
    ["7", undefined],
    [1580702706, undefined],
  ])("reads %p as %p", (given, want) => {
    expect(epochSeconds(given)).toBe(want);
  });
});

describe("statusOfError", () => {
  it.each([
    ["KMSInternalException", 500],
    ["InternalServerError", 500],
    ["InternalFailure", 500],
    ["ServiceUnavailableException", 500],
    ["ServerException", 500],
    ["DependencyTimeoutException", 500],
    ["ResourceUnavailableException", 400],
    ["ServiceNotFoundException", 400],
    ["ServiceQuotaExceededException", 400],
    ["InvalidServiceRoleException", 400],
    ["ClusterNotFoundFault", 400],
    ["InvalidInternetGatewayException", 400],
  ])("sends %s as %i", (name, status) => {
    expect(statusOfError(name)).toBe(status);
  });
});
