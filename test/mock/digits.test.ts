import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { stringify } from "yaml";
import type { RunningMock } from "../../mock/server/run-mock";
import { stringifyExact } from "../../openapi/dialect/exact-json";
import { readOperations } from "../../openapi/dialect/operations";
import { projectDocument } from "../../openapi/dialect/projection/path-projection";
import { readDocument } from "../../openapi/dialect/read";
import { emitExamples } from "../../scripts/generate/examples";
import { call, memoryLog, startTestMock } from "./running";

/** Integers beyond 2^53 keep their digits (docs/decisions/0017-digits.md). 2^53 + 1 is the first that a double does not hold. */
const BIG = "9007199254740993";

describe("a refusal quotes the digits that were sent", () => {
  let mock: RunningMock;
  beforeAll(async () => {
    mock = await startTestMock({ stateless: false });
  });
  afterAll(() => mock.close());

  test.each([
    ["ListKeys", `{"Limit":${BIG}}`, `Value '${BIG}' at 'limit' failed`],
    ["ListKeys", `{"Limit":-${BIG}}`, `Value '-${BIG}' at 'limit' failed`],
    [
      "ListKeys",
      `{"Limit":123456789012345678901234567890}`,
      "Value '123456789012345678901234567890' at 'limit' failed",
    ],
    ["ListKeys", `{"Limit":9007199254740991}`, "Value '9007199254740991' at 'limit' failed"],
    ["ListKeys", `{"Limit":1,"Limit":${BIG}}`, `Value '${BIG}' at 'limit' failed`],
    ["ListKeys", `{"Marker":null,"Limit":${BIG}}`, `Value '${BIG}' at 'limit' failed`],
    ["ListKeys", `{"Marker":${BIG}}`, "NUMBER_VALUE can not be converted to a String"],
    ["EnableKeyRotation", `{"KeyId":"a","RotationPeriodInDays":${BIG}}`, `Value '${BIG}' at 'rotationPeriodInDays'`],
    ["ListKeys", `{"Limit":1,"Other":${BIG}}`, undefined],
  ])("%s %s", async (operation, body, says) => {
    const { status, bytes } = await call(mock.url, operation, body);
    expect(status).toBe(says === undefined ? 200 : 400);
    expect(bytes.toString()).toContain(says ?? '"Keys"');
  });
});

const NAMED = `"examples": {
  "One": { "value": { "Id": ${BIG}, "Ids": [1, -${BIG}] } },
  "Two": { "value": { "Id": 9007199254740992, "Ids": [1, -${BIG}] } } }`;
const ONE = `{"Id":${BIG},"Ids":[1,-${BIG}]}`;
const TWO = `{"Id":9007199254740992,"Ids":[1,-${BIG}]}`;

const operation = (name: string, examples: string) => `"/#X-Amz-Target=Digits.${name}": { "post": {
  "operationId": "${name}",
  "parameters": [{ "name": "X-Amz-Target", "in": "header", "required": true, "schema": { "const": "Digits.${name}" } }],
  "requestBody": { "content": { "application/x-amz-json-1.1": { "schema": { "type": "object", "properties": {
    "Most": { "type": "integer", "maximum": 9223372036854775807 },
    "Few": { "type": "array", "items": { "type": "integer" }, "maxItems": 1 },
    "example": { "type": "integer", "minimum": ${BIG} } } } } } },
  "responses": {
    "200": { "description": "Counted.", "content": { "application/x-amz-json-1.1": {
      "schema": { "type": "object", "properties": {
        "Id": { "type": "integer" }, "Ids": { "type": "array", "items": { "type": "integer" } } } },
      ${examples} } } },
    "400": { "description": "No.", "content": { "application/x-amz-json-1.1": { "schema": { "type": "object" } } } } } } }`;

/** Two examples that differ in their last digit alone, and one without a name. */
const DOCUMENT = `{ "openapi": "3.1.0", "info": { "title": "Digits", "version": "1" },
  "paths": { ${operation("Count", NAMED)}, ${operation("Single", `"example": ${ONE}`)} } }`;

/** The document in YAML's block style. Its numbers are texts while a parser has them. */
const YAML = stringify(JSON.parse(DOCUMENT.replaceAll(/-?\d{16,}/g, (n) => `"big:${n}"`))).replaceAll("big:", "");

describe.each([
  ["digits.json", DOCUMENT],
  ["digits.yaml", YAML],
])("--spec %s", (name, text) => {
  const folder = mkdtempSync(path.join(tmpdir(), "trent-digits-"));
  const spec = path.join(folder, name);
  let mock: RunningMock;
  let hostile: RunningMock;
  const log = memoryLog();
  beforeAll(async () => {
    writeFileSync(spec, text);
    mock = await startTestMock({ spec }, log);
    hostile = await startTestMock({ spec, hostile: true, seed: 3 });
  });
  afterAll(async () => {
    await mock.close();
    await hostile.close();
    rmSync(folder, { recursive: true });
  });

  test.each<[operation: string, body: string, headers: Record<string, string>, says: string]>([
    ["Count", "{}", {}, ONE],
    ["Count", "{}", { Prefer: "example=One" }, ONE],
    ["Count", "{}", { Prefer: "example=Two" }, TWO],
    ["Single", "{}", {}, ONE],
    ["Count", `{"Most":${BIG}}`, {}, ONE],
    ["Count", `{"Most":"${BIG}"}`, {}, "STRING_VALUE can not be converted to an Integer"],
    ["Count", '{"Most":10000000000000000001}', {}, "Value '10000000000000000001' at 'most' failed"],
    ["Count", `{"Few":[1,${BIG}]}`, {}, `Value '[1, ${BIG}]' at 'few' failed`],
    ["Count", '{"example":1}', {}, "Value '1' at 'example' failed"],
    ["Count", `{"Few":[1,${BIG}]}`, { "Content-Encoding": "gzip" }, `Value '[1, ${BIG}]' at 'few' failed`],
  ])("%s %s %j", async (target, body, headers, says) => {
    const sent = "Content-Encoding" in headers ? gzipSync(body) : body;
    const { bytes } = await call(mock.url, target, sent, { "X-Amz-Target": `Digits.${target}`, ...headers });
    expect(bytes.toString()).toContain(says);
  });

  it("is never said to break its own schema", () => {
    expect(log.lines.filter((line) => line.includes("breaks its schema"))).toEqual([]);
  });

  it("answers them in the hostile mode too", async () => {
    const bodies: string[] = [];
    for (let n = 0; n < 5; n++)
      bodies.push((await call(hostile.url, "Count", "{}", { "X-Amz-Target": "Digits.Count" })).bytes.toString());
    expect(bodies.filter((body) => body.includes(`"Id":${BIG}`)).length).toBeGreaterThan(2);
  });

  it("is generated with them: the document, its projection, the table of examples", async () => {
    const { document } = await readDocument(spec);
    const operations = readOperations(document);
    expect(stringifyExact(document, 2)).toContain(`"Id": ${BIG}`);
    expect(stringifyExact(projectDocument(document, operations))).toContain(`"Id":${BIG}`);
    expect(emitExamples(document, operations)).toContain(`{"Id":${BIG}n,"Ids":[1,-${BIG}n]}`);
  });
});
