import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { schema as CTRF_SCHEMA } from "ctrf";
import { parseContractOptions } from "../../contracts/contract-options";
import { badgeOf } from "../../contracts/report/badge";
import { compareResults, earlierResult } from "../../contracts/report/comparison";
import { consoleOf } from "../../contracts/report/console-report";
import { ctrfOf } from "../../contracts/report/ctrf";
import { differenceOf } from "../../contracts/report/difference";
import { exchangeText } from "../../contracts/report/exchange-text";
import { fixFirst, groupResult } from "../../contracts/report/failure-groups";
import { annotationsOf, tellGithub } from "../../contracts/report/github";
import { jsonIndented } from "../../contracts/report/html/json-indent";
import { htmlOf } from "../../contracts/report/html/report-page";
import { junitOf } from "../../contracts/report/junit";
import { markdownOf } from "../../contracts/report/markdown";
import { readEarlier } from "../../contracts/report/read-earlier";
import type { ResultCheck, RunResult } from "../../contracts/report/run-result";
import { sideBySide } from "../../contracts/report/side-by-side";
import { whyOf } from "../../contracts/report/verdict-text";
import { writeReports } from "../../contracts/report/write-reports";
import { checkOptions } from "../../contracts/run/check-options";
import { faultyResult, HOSTILE } from "./faulty-result";

const folder = mkdtempSync(path.join(tmpdir(), "trent-reports-"));
const list = path.join(folder, "known.yaml");
let result: RunResult;
beforeAll(async () => {
  writeFileSync(list, "expected: []\n");
  result = await faultyResult({ expectedFailures: list, reportDir: folder });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** A check in the fewest words: clause, operation, status. */
function check(
  id: string,
  operation: string,
  status: ResultCheck["status"],
  more: Partial<ResultCheck> = {},
): ResultCheck {
  return {
    id,
    area: id.split(".")[0] ?? "",
    operation,
    level: "MUST",
    status,
    gates: status === "fail",
    observed: 3,
    broken: status === "fail" || status === "warn" ? 2 : 0,
    sentence: `The sentence of ${id.split(".").at(-1)}.`,
    source: "docs/evidence/wire-protocol.md#request-id",
    provenance: "recorded",
    failures: [],
    ...more,
  };
}
const resultOf = (...checks: ResultCheck[]): RunResult => ({ ...result, checks });

describe("one line for each clause", () => {
  const linesOf = (...checks: ResultCheck[]) =>
    groupResult(resultOf(...checks)).failing.map(({ id, level, checks: of, of: tested, broken }) => [
      id,
      level,
      of.length,
      tested,
      broken,
    ]);

  test("MUST before SHOULD, then by operations, then by answers", () => {
    expect(
      linesOf(
        check("wire.a", "X", "fail", { level: "SHOULD" }),
        check("wire.a", "Y", "fail", { level: "SHOULD" }),
        check("wire.b", "X", "fail"),
        check("wire.c", "X", "fail", { broken: 9 }),
        check("wire.d", "X", "fail"),
        check("wire.d", "Y", "fail"),
        check("wire.d", "Z", "pass"),
      ),
    ).toEqual([
      ["wire.d", "MUST", 2, 3, 4],
      ["wire.c", "MUST", 1, 1, 9],
      ["wire.b", "MUST", 1, 1, 2],
      ["wire.a", "SHOULD", 2, 2, 4],
    ]);
  });

  test("a rule that several operations share is one line, where it says the same", () => {
    expect(
      linesOf(
        check("X.disabled", "X", "fail"),
        check("Y.disabled", "Y", "fail"),
        check("Z.disabled", "Z", "fail", { sentence: "Something else." }),
      ),
    ).toEqual([
      ["*.disabled", "MUST", 2, 2, 4],
      ["Z.disabled", "MUST", 1, 1, 2],
    ]);
  });

  test("only what gates is to be fixed; the rest is apart", () => {
    const { failing, warning, known } = groupResult(
      resultOf(
        check("wire.a", "X", "fail"),
        check("wire.b", "X", "warn"),
        check("wire.c", "X", "expected-fail"),
        check("wire.d", "X", "not-testable"),
        check("wire.e", "X", "not-applicable"),
      ),
    );
    const ids = (groups: typeof failing) => groups.map(({ id }) => id);
    expect([ids(failing), ids(warning), ids(known)]).toEqual([["wire.a"], ["wire.d", "wire.b"], ["wire.c"]]);
  });

  test("says how many failures go with the first clauses", () => {
    const checks = ["a", "b", "c", "d", "e", "f"].flatMap((name) => [
      check(`wire.${name}`, "X", "fail"),
      check(`wire.${name}`, "Y", "fail"),
    ]);
    const groups = groupResult(resultOf(...checks));
    expect(fixFirst(groups.failing, 5)).toEqual({ clauses: 5, checks: 10 });
    expect(whyOf({ ...resultOf(...checks), verdict: "not-conformant" }, groups)).toMatch(
      /12 checks of 12 fail, by 6 causes; 0 of 12 MUST checks hold\. Fix the first 5 clauses below, and 10 of these failures go\.$/,
    );
  });

  test("the behaviour of each operation is there, most failures first", () => {
    const { behaviours } = groupResult(
      resultOf(
        check("X.a", "X", "pass"),
        check("Y.a", "Y", "fail"),
        check("Y.b", "Y", "warn"),
        check("wire.a", "X", "fail"),
      ),
    );
    expect(behaviours.map(({ operation, passed, failing, others }) => [operation, passed, failing, others])).toEqual([
      ["Y", 0, 1, 1],
      ["X", 1, 0, 0],
    ]);
  });
});

describe("console and Markdown", () => {
  test("begin with the verdict and why", () => {
    expect(consoleOf(result).trim().split("\n").slice(0, 2)).toEqual([
      "faulty 1.0: not-conformant",
      whyOf(result, groupResult(result)),
    ]);
    expect(markdownOf(result)).toMatch(/^# Contract of faulty 1\.0: not-conformant\n\nOnly 38 of \d+ cases were run/);
  });

  test("have each cause once in the list, and an example with the difference marked", () => {
    const text = consoleOf(result);
    const rows = text.slice(text.indexOf("What to fix"), text.indexOf("Behaviour")).split("\n");
    for (const { id } of groupResult(result).failing)
      expect(rows.filter((row) => row.includes(` ${id} `))).toHaveLength(1);
    expect(text).toMatch(/^ {4}expected {49}\| got$/m);
    expect(text).toMatch(/\| {2,}\^+$/m);
    expect(markdownOf(result)).toContain("<code><b>Content-Type: application/x-amz-json-1.1</b></code>");
  });

  test("a text of the target is neither a command to the runner, nor one to the terminal, nor Markdown", () => {
    const hostile = {
      ...result,
      checks: result.checks.map((one) => ({ ...one, failures: one.failures.map((f) => ({ ...f, actual: HOSTILE })) })),
      exchanges: result.exchanges.map((one) => ({ ...one, response: { status: 200, headers: [], body: HOSTILE } })),
    };
    const shown =
      consoleOf(hostile) + exchangeText(hostile) + markdownOf(hostile) + annotationsOf(hostile).replaceAll(/^::/gm, "");
    expect(shown).toContain("owned");
    expect(shown).not.toMatch(/^\s*(::|##\[)/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(markdownOf(hostile)).not.toMatch(/<img|@_?user/);
  });
});

test("no report has a folder of the machine", () => {
  writeReports(folder, result);
  for (const name of readdirSync(folder))
    for (const place of [folder, path.resolve(__dirname, "../..")])
      expect({ name, has: readFileSync(path.join(folder, name), "utf8").includes(place) }).toEqual({
        name,
        has: false,
      });
  expect(result.options).toEqual({
    target: result.options.target,
    region: "us-east-1",
    only: "EnableKeyRotation",
    expectedFailures: "known.yaml",
  });
});

describe("report.html", () => {
  test("each check has one cell, a button, that names exactly this check", () => {
    const html = htmlOf(result);
    const overview = html.slice(html.indexOf('id="behaviour"'), html.indexOf('id="warning"'));
    const cells = [...overview.matchAll(/<button type="button" class="(?:cell|chip) ([\w-]+)" data-check="([^"]+)"/g)];
    const given = cells.map(([, status, key]) => `${key} ${status}`).sort();
    expect(given).toEqual(result.checks.map(({ id, operation, status }) => `${id}/${operation} ${status}`).sort());
  });

  test("what the target says is text", () => {
    const html = htmlOf(result);
    expect(html).not.toContain("<img");
    expect(html.match(/<\/script>/g)).toHaveLength(3);
  });

  test("zero is not red, and failures come before the coverage", () => {
    const html = htmlOf(result);
    expect(html).toMatch(/data-status="unexpected-pass" class="zero"/);
    expect(html).not.toMatch(/data-status="fail" class="zero"/);
    expect(html.indexOf('id="fix"')).toBeGreaterThan(0);
    expect(html.indexOf('id="fix"')).toBeLessThan(html.indexOf('id="seen"'));
  });
});

test.each([
  {
    given: '{"a":[1,{"b":"x,{}"}],"c":{}}',
    want: '{\n  "a": [\n    1,\n    {\n      "b": "x,{}"\n    }\n  ],\n  "c": {}\n}',
  },
  { given: '{"a":1.50,"a":2e400}', want: '{\n  "a": 1.50,\n  "a": 2e400\n}' },
  { given: "<html>", want: "<html>" },
  { given: '{"a":', want: '{"a":' },
])("$given is indented without a changed token", ({ given, want }) => {
  expect(jsonIndented(given)).toBe(want);
});

test.each([
  { expected: "key 1 is disabled.", got: "key 2 is disabled.", marks: [["1"], ["2"]] },
  { expected: "an error", got: "status 200", marks: [["an error"], ["status 200"]] },
  { expected: "same", got: "same", marks: [[], []] },
])("the difference of $expected and $got is marked", ({ expected, got, marks }) => {
  const difference = differenceOf(expected, got);
  const marked = (side: typeof difference.got) => side.filter(({ differs }) => differs).map(({ text }) => text);
  expect([marked(difference.expected), marked(difference.got)]).toEqual(marks);
  expect(difference.got.map(({ text }) => text).join("")).toBe(got);
});

test("in a terminal the difference is marked under its place", () => {
  expect(sideBySide(differenceOf("key 1 is disabled.", "key 2 is disabled."))).toEqual([
    `${"expected".padEnd(56)} | got`,
    `${"key 1 is disabled.".padEnd(56)} | key 2 is disabled.`,
    `${"    ^".padEnd(56)} |     ^`,
  ]);
});

describe("for machines", () => {
  test("JUnit names each check, and the repeat line of each failure once", () => {
    const xml = junitOf(result);
    expect(xml.match(/<testcase /g)).toHaveLength(result.checks.length);
    const failures = xml.match(/<failure .*?<\/failure>/gs) ?? [];
    expect(failures).toHaveLength(result.checks.filter(({ gates }) => gates).length);
    for (const failure of failures) expect(failure.match(/npm run contract/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  test("CTRF fits its schema, and counts what gates as failed", () => {
    const ajv = addFormats(new Ajv({ strict: false }));
    const validate = ajv.compile(CTRF_SCHEMA);
    const report = JSON.parse(JSON.stringify(ctrfOf(result)));
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    expect(report.results.summary).toMatchObject({
      tests: result.checks.length,
      failed: 15,
      passed: result.summary.pass,
    });
  });

  test("GitHub gets the verdict, and each cause at its place in the document", () => {
    const lines = annotationsOf(result).trim().split("\n");
    expect(lines[0]).toMatch(/^::error title=faulty 1\.0%3A not-conformant::Only 38 of /);
    expect(lines.slice(1)).toHaveLength(groupResult(result).failing.length);
    const [file, line] =
      /^::error file=(openapi\/[\w/.-]+),line=(\d+),title=MUST EnableKeyRotation\.disabled-key::A disabled key is refused\. On 1 operation, such as EnableKeyRotation\. Expected an error DisabledException, got status 200/
        .exec(lines.find((text) => text.includes("EnableKeyRotation.disabled-key:")) ?? "")
        ?.slice(1) ?? [];
    expect(readFileSync(path.join(__dirname, "../..", file ?? ""), "utf8").split("\n")[Number(line) - 1]).toMatch(
      /disabled-key/,
    );
  });

  test("GitHub's runner reads the outputs and the summary from its files", () => {
    const [summary, outputs] = [path.join(folder, "summary"), path.join(folder, "outputs")];
    tellGithub(result, undefined, { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: outputs });
    expect(readFileSync(summary, "utf8")).toBe(markdownOf(result));
    expect(readFileSync(outputs, "utf8")).toBe("verdict=not-conformant\nmust-passed=159\nmust-total=174\n");
  });

  test.each([
    { arguments: [], actions: "true", github: true },
    { arguments: [], actions: undefined, github: false },
    { arguments: ["--github"], actions: undefined, github: true },
    { arguments: ["--no-github"], actions: "true", github: false },
  ])("with $arguments, where GITHUB_ACTIONS is $actions, GitHub gets them: $github", (given) => {
    const before = process.env.GITHUB_ACTIONS;
    try {
      if (given.actions === undefined) delete process.env.GITHUB_ACTIONS;
      else process.env.GITHUB_ACTIONS = given.actions;
      expect(parseContractOptions(given.arguments).github).toBe(given.github);
    } finally {
      if (before === undefined) delete process.env.GITHUB_ACTIONS;
      else process.env.GITHUB_ACTIONS = before;
    }
  });

  test("a badge has the form of an endpoint of shields.io", () => {
    expect(badgeOf(result)).toEqual({
      schemaVersion: 1,
      label: "AWS KMS contract",
      message: "159 of 174 MUST",
      color: "red",
      isError: true,
    });
  });
});

describe("compared with an earlier result.json", () => {
  const then = [
    check("wire.a", "X", "fail"),
    check("wire.b", "X", "warn"),
    check("wire.c", "X", "pass"),
    check("wire.d", "X", "fail"),
  ];
  const now = [
    check("wire.a", "X", "pass"),
    check("wire.b", "X", "expected-fail"),
    check("wire.c", "X", "fail"),
    check("wire.e", "X", "fail"),
  ];
  const comparison = () => compareResults({ ...result, checks: then }, resultOf(...now));

  test("new, fixed, same, and what was not tested", () => {
    const { appeared, fixed, same, unseen } = comparison();
    const ids = (checks: readonly ResultCheck[]) => checks.map(({ id }) => id);
    expect([ids(appeared), ids(fixed), same, unseen]).toEqual([["wire.c", "wire.e"], ["wire.a"], 1, 1]);
  });

  test("every report for people says it", () => {
    const sentence = /Since faulty 1\.0 of .*: 2 new, 1 fixed, 1 same, 1 not tested now\./;
    for (const text of [
      consoleOf(result, comparison()),
      markdownOf(result, comparison()),
      htmlOf(result, comparison()),
    ])
      expect(text).toMatch(sentence);
  });

  test.each([
    { name: "none.json", text: undefined, why: /ENOENT/ },
    { name: "text.json", text: "x", why: /it is not JSON/ },
    { name: "other.json", text: '{"checks":[{}]}', why: /it is not the result\.json of a run/ },
  ])("$name is refused in one sentence", ({ name, text, why }) => {
    const file = path.join(folder, name);
    if (text !== undefined) writeFileSync(file, text);
    expect(() => readEarlier(file)).toThrow(why);
    expect(existsSync(file)).toBe(text !== undefined);
  });

  test("is read before the first request", () => {
    const options = { target: "mock", region: "us-east-1", compare: path.join(folder, "nowhere.json") };
    expect(() => checkOptions(options)).toThrow(/^--compare names .*nowhere\.json, which cannot be read: ENOENT/);
  });

  test("a result of this suite is read", () => {
    expect(earlierResult(JSON.parse(JSON.stringify(result)))).toEqual(JSON.parse(JSON.stringify(result)));
  });
});

test("the hostile text is in what the tests above look at", () => {
  expect(JSON.stringify(result)).toContain(JSON.stringify(HOSTILE).slice(1, 20));
});
