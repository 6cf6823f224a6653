import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { readFixture } from "../../mock/server/fixture-file";
import { loadSpec } from "../../mock/server/load-document";
import type { RunningMock } from "../../mock/server/run-mock";
import { TrentProblem } from "../../openapi/dialect/problems";
import { AWS_JSON, json, send, startTestMock } from "./running";

const folder = mkdtempSync(path.join(tmpdir(), "trent-hostile-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
};

/** Nine levels of nine aliases: some 400 million values from 300 bytes. */
const BOMB = [
  "a: &a [x,x,x,x,x,x,x,x,x]",
  ..."bcdefghi".split("").map((n, i) => `${n}: &${n} [${Array(9).fill(`*${"abcdefgh"[i]}`)}]`),
].join("\n");

/** A document with one operation, whose request is the schema given. */
const documentOf = (request: object, others: object = {}): string =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Hostile", version: "1" },
    paths: {
      "/#X-Amz-Target=Hostile.Do": {
        post: {
          operationId: "Do",
          parameters: [{ name: "X-Amz-Target", in: "header", required: true, schema: { const: "Hostile.Do" } }],
          requestBody: { content: { [AWS_JSON]: { schema: request } } },
          responses: { 200: { description: "Done", content: { [AWS_JSON]: { schema: { type: "object" } } } } },
        },
      },
    },
    components: { schemas: others },
  });

const deep = (levels: number) => `{"openapi":"3.1.0","paths":{},"x-deep":${"[".repeat(levels)}${"]".repeat(levels)}}`;

describe("a file that was written to harm is refused with one sentence", () => {
  let remote: Server;
  let fetched = 0;
  let url = "";
  beforeAll(async () => {
    remote = createServer((_request, response) => {
      fetched++;
      response.setHeader("Content-Type", "application/json");
      response.end('{"type":"string"}');
    });
    await new Promise<void>((done) => remote.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(remote.address() as AddressInfo).port}/x.json`;
  });
  afterAll(() => remote.close());

  const ref = (to: string) => documentOf({ type: "object", properties: { A: { $ref: to } } });
  it.each<[what: string, spec: () => string, want: RegExp]>([
    ["a YAML bomb", () => `openapi: 3.1.0\npaths: {}\n${BOMB}`, /SYNTAX: .*uses YAML aliases more than 1000 times/],
    ["a bomb behind a $ref", () => ref(file("bomb.yaml", BOMB)), /REFERENCE: .*bomb\.yaml uses YAML aliases/],
    ["nesting without end", () => deep(20_000), /SYNTAX: .*nested more than 250 levels deep/],
    ["a $ref to a URL", () => ref(url), /REFERENCE: .*properties\/A: .*The \$ref http:.*only with --allow-remote-refs/],
    ["a $ref to a file URL", () => ref("file:///etc/hostname"), /REFERENCE: .*names no file/],
    ["a $ref to a text", () => ref(file("notes.txt", "no schema")), /SCHEMA_COMPILE: .*is a string, and no schema/],
    ["a $ref to a list", () => ref(file("list.json", "[1]")), /SCHEMA_COMPILE: .*is a list, and no schema/],
    ["a $ref to null", () => ref(file("null.json", "null")), /TRENT_E_/],
    ["a $ref to a folder", () => ref(folder), /REFERENCE: .*names no file/],
    ["a $ref to a device", () => ref("/dev/zero"), /REFERENCE: .*names no file/],
    ["a schema that is a text", () => documentOf({ type: "object", properties: { A: "text" } }), /TRENT_E_/],
    ["a document whose paths are texts", () => '{"openapi":"3.1.0","paths":{"/#X-Amz-Target=A.B":"no"}}', /TRENT_E_/],
  ])("%s", async (what, spec, want) => {
    const name = file(`${what.replaceAll(/\W/g, "-")}.json`, spec());
    const problem = await loadSpec(name).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(TrentProblem);
    expect((problem as TrentProblem).report).toMatch(want);
    expect((problem as TrentProblem).message).not.toContain("\n");
    expect(fetched).toBe(0);
  });

  it("a URL is fetched where that is asked for", async () => {
    await loadSpec(file("remote.json", ref(url)), { allowRemoteRefs: true });
    expect(fetched).toBeGreaterThan(0);
  });

  it.each([
    ["a YAML bomb", BOMB, /FIXTURE: bomb\.yaml uses YAML aliases more than 1000 times/],
    ["nesting without end", `keys: ${"[".repeat(20_000)}${"]".repeat(20_000)}`, /FIXTURE: .*nested more than 250/],
  ])("%s in a fixture", (_what, text, want) => {
    let problem: unknown;
    try {
      readFixture(text, "bomb.yaml");
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(TrentProblem);
    expect((problem as TrentProblem).report).toMatch(want);
  });
});

describe("a document whose schemas can take for ever", () => {
  const both = (name: string) => ({ properties: { M: { $ref: `#/components/schemas/${name}` } } });
  /** Each level asks for the next twice: 2^n in the depth of a body. */
  const doubling = { type: "object", anyOf: [both("Twice"), { ...both("Twice"), required: ["X"] }], required: ["Y"] };
  let mock: RunningMock;
  beforeAll(async () => {
    const request = {
      type: "object",
      properties: {
        Slow: { type: "string", pattern: "^(a+)+$" },
        Unique: { type: "array", uniqueItems: true, items: { type: "object" } },
        Deep: { $ref: "#/components/schemas/Twice" },
        Tree: { $ref: "#/components/schemas/Tree" },
        Many: { type: "array", items: { type: "string", minLength: 2 } },
      },
    };
    const others = { Twice: doubling, Tree: { type: "object", ...both("Tree") } };
    mock = await startTestMock({ spec: file("for-ever.json", documentOf(request, others)) });
  });
  afterAll(() => mock.close());

  const nested = (levels: number) => `${'{"M":'.repeat(levels)}{}${"}".repeat(levels)}`;
  it.each([
    ["a pattern that backtracks", `{"Slow":"${"a".repeat(100_000)}!"}`, /failed to satisfy constraint/],
    ["the same pattern, satisfied", `{"Slow":"${"a".repeat(100_000)}"}`, undefined],
    [
      "a list whose items are compared",
      `{"Unique":[${Array.from({ length: 60_000 }, (_, i) => `{"a":${i}}`)}]}`,
      undefined,
    ],
    ["equal items in it", `{"Unique":[{"a":1,"b":2},{"b":2,"a":1}]}`, /failed to satisfy constraint/],
    ["schemas that double at each level", `{"Deep":${nested(40)}}`, /takes too long to validate/],
    ["a body as deep as its schema", `{"Tree":${nested(50_000)}}`, /is nested more than 250 levels deep/],
    ["a broken constraint 50,000 times", `{"Many":[${Array(50_000).fill('"a"')}]}`, /failed to satisfy constraint/],
  ])("%s", async (_what, body, want) => {
    const began = performance.now();
    const headers = { "Content-Type": AWS_JSON, "X-Amz-Target": "Hostile.Do" };
    const answered = await send(mock.url, "POST", "/", headers, body);
    expect(answered.status).toBe(want ? 400 : 200);
    if (want) expect((json(answered) as { message: string }).message).toMatch(want);
    // Without the bounds each takes minutes at least.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
