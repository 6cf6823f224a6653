import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { CASES } from "../../contracts/cases/all-cases";
import { OPERATIONS } from "../../contracts/contract-document";
import { readExpectedFailures } from "../../contracts/expected-failures";
import { htmlOf } from "../../contracts/report/html/report-page";
import { junitOf } from "../../contracts/report/junit";
import { markdownOf } from "../../contracts/report/markdown";
import type { RunResult } from "../../contracts/report/run-result";
import { runContract } from "../../contracts/run/run-contract";
import { startTarget } from "../../contracts/targets/start-target";

let result: RunResult;
/** The result as a reader of result.json gets it, and report.html. */
let json: unknown;
let html: string;
beforeAll(async () => {
  const target = await startTarget("mock", "us-east-1");
  try {
    result = await runContract(target, { target: "mock", region: "us-east-1" });
  } finally {
    await target.stop();
  }
  json = JSON.parse(JSON.stringify(result));
  html = htmlOf(result);
}, 240_000);

/** What was found wrong, by the case. */
function foundByCase(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, failures } of result.checks) {
    for (const failure of failures) {
      const sentence = `${id}: expected ${failure.expected}, got ${failure.actual}`;
      found.set(failure.case, [...(found.get(failure.case) ?? []), sentence]);
    }
  }
  return found;
}

describe("the mock satisfies the contract", () => {
  let found: Map<string, string[]>;
  beforeAll(() => {
    found = foundByCase();
  });

  test.each(CASES.map(({ id }) => id))("%s", (id) => {
    expect(found.get(id)).toBeUndefined();
  });

  test("every MUST and SHOULD passes, and the list of expected failures is empty", () => {
    expect(result.verdict).toBe("conformant");
    expect(result.checks.filter(({ status }) => status !== "pass")).toEqual([]);
    expect(readExpectedFailures(path.join(__dirname, "../../contracts/expected/mock.yaml"))).toEqual([]);
  });

  test("AWS's own client was used too", () => {
    expect(result.checks.filter(({ area }) => area === "client").length).toBeGreaterThanOrEqual(6);
  });
});

/** What a run has to have seen at least; raise it when the suite sees more. */
const FLOOR = {
  operations: OPERATIONS.length,
  responses: 2 * OPERATIONS.length,
  errors: 144,
  headers: 300,
  constraints: 395,
  clauses: 535,
};

test.each(Object.entries(FLOOR))("coverage of %s is at least %i", (name, floor) => {
  expect(result.coverage[name as keyof typeof FLOOR].seen).toBeGreaterThanOrEqual(floor);
});

describe("the reports", () => {
  test("result.json fits its own schema", () => {
    const schema = JSON.parse(readFileSync(path.join(__dirname, "../../contracts/report/result.schema.json"), "utf8"));
    const validate = new Ajv2020({ strict: false }).compile(schema);
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
  });

  test("none of them contains a secret", () => {
    const all = [JSON.stringify(result), html, junitOf(result), markdownOf(result)].join("\n");
    expect(all).not.toMatch(/Signature=[0-9a-f]/);
    expect(all).not.toMatch(/Credential=test/);
  });

  test("the page needs nothing from elsewhere, and holds the whole result", () => {
    expect(html).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)=/);
    const held = /<script type="application\/json" id="result">(.*?)<\/script>/s.exec(html)?.[1];
    expect(JSON.stringify(JSON.parse(held ?? "")) === JSON.stringify(json)).toBe(true);
  });

  test("the page shows what each source says", () => {
    const held = /<script type="application\/json" id="evidence">(.*?)<\/script>/s.exec(html)?.[1];
    const evidence = JSON.parse(held ?? "{}") as Record<string, string>;
    const sources = [...new Set(result.checks.map(({ source }) => source))];
    expect(sources.filter((source) => !evidence[source]?.startsWith("#"))).toEqual([]);
    expect(sources.length).toBeGreaterThan(50);
  });

  test("JUnit has every check", () => {
    expect(junitOf(result).match(/<testcase /g)?.length).toBe(result.checks.length);
  });

  test("the rules of the document have file and line", () => {
    const rules = result.checks.filter(({ provenance, place }) => provenance === "recorded" && place);
    expect(rules.length).toBeGreaterThan(50);
    for (const { place } of rules) expect(place).toMatch(/^openapi\/(operations|rules)\/\w[\w-]*\.yaml:\d+$/);
  });
});
