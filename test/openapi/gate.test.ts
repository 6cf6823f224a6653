import { readFileSync } from "node:fs";
import path from "node:path";
import type { Document, JsonObject } from "../../openapi/dialect/document";
import { checkDocument } from "../../openapi/dialect/gate";
import { readOperations } from "../../openapi/dialect/operations";

/** The right fixture, with one thing set to something else. */
function right(...place: (string | number)[]): { document: Document; set: (value: unknown) => Document } {
  const document = JSON.parse(readFileSync(path.join(__dirname, "fixtures/pantry.right.json"), "utf8")) as Document;
  const set = (value: unknown) => {
    let owner: JsonObject = document;
    for (const name of place.slice(0, -1)) owner = owner[name] as JsonObject;
    owner[place.at(-1)!] = value;
    return document;
  };
  return { document, set };
}

const POST = ["paths", "/#X-Amz-Target=Pantry_20200101.StoreJar", "post"];
const POST_AT = "#/paths/~1%23X-Amz-Target%3DPantry_20200101.StoreJar/post";
const WIRE = "application/x-amz-json-1.1";
const WIRE_AT = "application~1x-amz-json-1.1";

const check = (document: Document, unknownFormats: "refuse" | "ignore" = "refuse") =>
  checkDocument(document, readOperations(document), { unknownFormats });

const FAULTS: { fault: string; place: (string | number)[]; value: unknown; want: string[] }[] = [
  {
    fault: "a pattern that does not compile",
    place: ["components", "schemas", "Label", "pattern"],
    value: "[",
    want: ["TRENT_E_SCHEMA_COMPILE: The schema at #/components/schemas/Label does not compile"],
  },
  {
    fault: "a keyword that does not exist",
    place: ["components", "schemas", "StoreJarRequest", "requires"],
    value: [],
    want: ["TRENT_E_SCHEMA_COMPILE: The schema at #/components/schemas/StoreJarRequest does not compile"],
  },
  {
    fault: "a reference that names nothing",
    place: ["components", "schemas", "StoreJarRequest", "properties", "Label"],
    value: { $ref: "#/components/schemas/Lable" },
    want: [
      "TRENT_E_DOCUMENT_REFERENCE: The $ref #/components/schemas/Lable at #/components/schemas/StoreJarRequest names nothing",
    ],
  },
  {
    fault: "an unknown format",
    place: ["components", "schemas", "Label", "format"],
    value: "jar",
    want: ["TRENT_E_SCHEMA_COMPILE: The schema at #/components/schemas/Label does not compile: unknown format"],
  },
  {
    fault: "a request example that does not fit",
    place: ["components", "examples", "Plum", "value"],
    value: { Label: "PLUM" },
    want: [
      `TRENT_E_EXAMPLE_INVALID: The example at ${POST_AT}/requestBody/content/${WIRE_AT}/examples/Plum does not fit its schema: /Label must match`,
    ],
  },
  {
    fault: "a response example that does not fit",
    place: [...POST, "responses", "200", "content", WIRE, "example"],
    value: {},
    want: [
      `TRENT_E_EXAMPLE_INVALID: The example at ${POST_AT}/responses/200/content/${WIRE_AT}/example does not fit its schema: it must have required`,
    ],
  },
  {
    fault: "an error example of another error",
    place: [...POST, "responses", "400", "content", WIRE, "examples", "JarBrokenException", "value", "__type"],
    value: "JarMissingException",
    want: [
      `TRENT_E_EXAMPLE_INVALID: The example at ${POST_AT}/responses/400/content/${WIRE_AT}/examples/JarBrokenException does not fit its schema: /__type`,
    ],
  },
  {
    fault: "a header example that does not fit, once for all its responses",
    place: ["components", "headers", "RequestId", "example"],
    value: "no uuid",
    want: [
      "TRENT_E_EXAMPLE_INVALID: The example at #/components/headers/RequestId/example does not fit its schema: it must match format",
    ],
  },
  {
    fault: "a parameter example that does not fit",
    place: [...POST, "parameters", 0, "example"],
    value: "Pantry_20200101.Store",
    want: [
      `TRENT_E_EXAMPLE_INVALID: The example at ${POST_AT}/parameters/0/example does not fit its schema: it must be equal to constant`,
    ],
  },
  {
    fault: "a response header with an array, whose example cannot be sent either",
    place: ["components", "headers", "RequestId"],
    value: { required: true, schema: { type: ["array", "null"], items: { type: "string" } } },
    want: [
      "TRENT_E_SCHEMA_HEADER: The header x-amzn-RequestId has the type array at #/components/headers/RequestId/schema",
    ],
  },
];

describe("the gate", () => {
  it("lets a right document pass, and hands back its validators", () => {
    const { problems, validators } = check(right().document);
    expect(problems).toEqual([]);
    expect(validators.StoreJar?.requestBody({ Label: "plum-1" })).toBe(true);
    expect(validators.StoreJar?.requestBody({ Label: "plum" })).toBe(false);
    expect(validators.StoreJar?.responseHeaders[200]?.({})).toBe(false);
    expect(Object.keys(validators.StoreJar?.responseBody ?? {})).toEqual(["200", "400", "500"]);
  });

  it.each(FAULTS)("names $fault", ({ place, value, want }) => {
    const { problems } = check(right(...place).set(value));
    expect(problems.map(({ report }) => report)).toEqual(want.map((text) => expect.stringContaining(text)));
  });

  it("names all faults at once", () => {
    const document = right("components", "schemas", "JarBrokenException", "pattern").set("(");
    (document.components as { schemas: Record<string, JsonObject> }).schemas.InternalFailure!.pattern = ")";
    const sentences = check(document).problems.map(({ message }) => message);
    expect(sentences).toHaveLength(2);
    expect(sentences.join()).toMatch(/JarBrokenException.*InternalFailure/);
  });

  it("names a fault of an inline schema by its own place", () => {
    const place = [...POST, "responses", "200", "content", WIRE, "schema", "properties", "StoredAt", "minimum"];
    const want = `The schema at ${POST_AT}/responses/200/content/${WIRE_AT}/schema does not compile`;
    expect(check(right(...place).set("now")).problems.map(({ message }) => message)).toEqual([
      expect.stringContaining(want),
    ]);
  });

  it("hands back no validators of an operation that does not compile", () => {
    expect(check(right("components", "schemas", "Label", "pattern").set("[")).validators).toEqual({});
  });

  it("lets unknown formats pass where it is told so", () => {
    const document = right("components", "schemas", "Label", "format").set("jar");
    expect(check(document, "ignore").problems).toEqual([]);
  });
});
