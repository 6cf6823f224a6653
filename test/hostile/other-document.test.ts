import { createHostileMode } from "../../mock/engine/hostile/hostile-mode";
import type { Document } from "../../openapi/dialect/document";
import type { OperationModel, PagingModel } from "../../openapi/dialect/operations";

/** A document with what ours has not: a map, a schema that contains itself, and times behind a choice. */
const document: Document = {
  openapi: "3.1.0",
  paths: {},
  components: {
    schemas: {
      When: { type: "number", "x-trent-timestamp": "epoch-seconds" },
      Tree: {
        type: "object",
        properties: {
          at: { oneOf: [{ type: "string" }, { $ref: "#/components/schemas/When" }] },
          more: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
          byName: { type: "object", additionalProperties: { $ref: "#/components/schemas/When" } },
          count: { type: "integer" },
        },
      },
    },
  },
};

function operation(name: string, paging?: PagingModel): OperationModel {
  const response = { mediaTypes: [], empty: false, headers: [], errors: [], examples: [] };
  return {
    name,
    target: `Other.${name}`,
    path: `/#X-Amz-Target=Other.${name}`,
    requestMediaTypes: [],
    requestBody: undefined,
    requestHeaders: [],
    crossAccount: false,
    readOnly: false,
    related: [],
    blobs: [],
    sensitive: [],
    ...(paging && { paging }),
    rules: [],
    responses: [{ status: 200, body: "#/components/schemas/Tree", ...response }],
  };
}

const operations = [operation("Grow"), operation("List", { usual: 100, least: 5, most: 1000 })];
const hostile = createHostileMode(5, { document, operations });

test("times are found in lists, maps, choices and schemas that contain themselves; a map gets no unknown entries", () => {
  const at = 1500000000;
  const body = { at, more: [{ more: [{ at }] }], byName: { a: at, b: at }, count: at };
  const seen = Array.from({ length: 200 }, () => hostile.body("Grow", 200, body));
  for (const text of seen) {
    expect(JSON.parse(text)).toMatchObject(body);
    expect(Object.keys(JSON.parse(text).byName).sort()).toEqual(["a", "b"]);
    expect(text).toContain(`"count":${at}`);
  }
  expect(new Set(seen.map((text) => Object.keys(JSON.parse(text).byName).join()))).toEqual(new Set(["a,b", "b,a"]));
  const inMap = seen.filter((text) => text.includes('"b":1.5E9'));
  expect(inMap.length).toBeGreaterThan(20);
  // The outer and the inner one.
  expect(seen.some((text) => text.match(/"at":1\.5E9/g)?.length === 2)).toBe(true);
});

test("the Limit of a paged operation varies between its least and what was asked", () => {
  const limits = (name: string) =>
    new Set(Array.from({ length: 100 }, () => hostile.request(name, { Limit: 7 }).Limit));
  expect(limits("List")).toEqual(new Set([5, 6, 7]));
  expect(limits("Grow")).toEqual(new Set([7]));
});
