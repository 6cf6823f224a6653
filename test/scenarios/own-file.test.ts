import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { operations } from "../../generated/operations";
import { HOME } from "../../mock/engine/locality";
import { mockCommand } from "../../mock/server/mock-options";
import { readScenarioFile } from "../../mock/server/scenario-file";
import { startMock } from "../../mock/server/start-mock";
import { TrentProblem } from "../../openapi/dialect/problems";

const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const BUILT_IN = path.join(__dirname, "../../mock/engine/scenarios/scenarios.yaml");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-scenarios-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string): string {
  const file = path.join(folder, "s.yaml");
  writeFileSync(file, text);
  return file;
}

const FITTING = { operations: Object.values(operations), home: HOME, now: Date.parse("2030-01-01T00:00:00Z") };

/** The refusal of a file, with its name alone as its path. */
function refusalOf(text: string): string | undefined {
  try {
    readScenarioFile(written(text), FITTING);
  } catch (error) {
    if (error instanceof TrentProblem && error.code === "TRENT_E_SCENARIO")
      return error.message.replace(folder + path.sep, "");
    throw error;
  }
  return undefined;
}

const one = (...lines: string[]) =>
  `scenarios:\n  - name: mine\n    sentence: It is mine.\n    ${lines.join("\n    ")}`;

describe("a file that is wrong is refused with file, line and reason", () => {
  test.each([
    { given: "scenarios:\n  - {", want: /^s\.yaml:2: / },
    { given: "scenarios: []\nscenarios: []", want: /^s\.yaml:2: .*unique/ },
    { given: "", want: /^s\.yaml:1: the file must be object/ },
    { given: "keys: []", want: /^s\.yaml:1: / },
    { given: "scenarios:\n  - name: mine", want: /^s\.yaml:2: scenarios\.0 must have required property 'sentence'/ },
    { given: one("sentense: x"), want: /^s\.yaml:4: .*additional properties: sentense/ },
    { given: one("copies: 10001"), want: /^s\.yaml:4: scenarios\.0\.copies must be <= 10000/ },
    {
      given: "scenarios:\n  - name: My Own\n    sentence: x",
      want: /^s\.yaml:2: scenarios\.0\.name must match pattern/,
    },
    { given: `${one()}\n  - name: mine\n    sentence: x`, want: /^s\.yaml:5: the scenario mine is there twice\.$/ },
    { given: one("keys:", "  - id: 17"), want: /^s\.yaml:5: scenarios\.0\.keys\.0\.id must be string/ },
    {
      given: one("keys:", `  - id: ${KEY_ID}`, "    spec: RSA_2048", "    usage: KEY_AGREEMENT"),
      want: /^s\.yaml:6: a key of spec RSA_2048 has no usage KEY_AGREEMENT\.$/,
    },
    {
      given: one("copies: 2", "keys:", `  - id: ${KEY_ID}`, "    aliases: [alias/a, alias/a]"),
      want: /^s\.yaml:7: the alias alias\/a is there twice/,
    },
    { given: one("faults:", "  - { calls: 2 }"), want: /^s\.yaml:5: / },
    {
      given: one("faults:", "  - { error: NotFoundException }", "  - { operation: ListKey, status: 503 }"),
      want: /^s\.yaml:6: there is no operation ListKey\.$/,
    },
    {
      given: one("faults:", "  - operation: ListKeys", "    error: DisabledException"),
      want: /^s\.yaml:6: ListKeys does not declare DisabledException\.$/,
    },
    {
      given: one("delay: { milliseconds: 5, operations: [ListKeys, Lost*] }"),
      want: /^s\.yaml:4: there is no operation Lost\*\.$/,
    },
    { given: one("clock: { move: { weeks: 1 } }"), want: /^s\.yaml:4: .*additional properties: weeks/ },
    { given: one("clock: { now: '1960-01-01T00:00:00Z' }"), want: /^s\.yaml:4: The clock cannot be set before 1970/ },
    { given: `a: ${"[".repeat(300)}${"]".repeat(300)}`, want: /^s\.yaml is nested more than 250 levels deep\.$/ },
  ])("$given", ({ given, want }) => {
    expect(refusalOf(given)).toMatch(want);
  });

  test("a file that is not there", () => {
    expect(() => readScenarioFile("nowhere.yaml", FITTING)).toThrow("There is no file of scenarios at nowhere.yaml.");
  });
});

test("the file of Trent's own scenarios is one that a user could give", () => {
  const { scenarios } = JSON.parse(readFileSync(path.join(__dirname, "../../generated/scenarios.json"), "utf8"));
  expect(readScenarioFile(BUILT_IN, FITTING)).toEqual(scenarios);
  expect(readFileSync(BUILT_IN, "utf8").split("\n")[0]).toBe("# yaml-language-server: $schema=./schema.json");
});

test("--help lists the names", () => {
  const help = mockCommand().helpInformation().replaceAll(/\s+/g, " ");
  expect(help).toContain("--scenario <name> situation to begin with: everything-throttled, slow-lists, access-denied,");
});

const OWN = `
scenarios:
  - name: quiet
    sentence: The key of the reference page is disabled, and time stands still in 2030.
    keys:
      - { id: ${KEY_ID}, state: Disabled, aliases: [alias/quiet] }
    clock: { frozen: true, now: "2030-01-01T00:00:00Z" }
    faults: [{ operation: ListKeys, error: KMSInternalException }, { operation: ListAliases, status: 503, delay: 1 }]
    delay: { milliseconds: 20, operations: ["List*"] }
  - name: service-down
    sentence: As Trent's own is not.
    faults: [{ status: 503 }]
`;

test("its scenarios are beside Trent's own, and one of the same name takes the place of that", async () => {
  await using mock = await startMock({ port: 0, logLevel: "silent", scenarios: written(OWN), scenario: "quiet" });
  const before = mock.state.get().keys.find(({ id }) => id === KEY_ID);
  expect(before).toMatchObject({ state: "Disabled" });
  expect([mock.clock.frozen, mock.clock.now().toISOString()]).toEqual([true, "2030-01-01T00:00:00.000Z"]);
  expect(mock.faults.list().slice(0, 3)).toEqual([
    { id: "1", operation: "ListKeys", error: "KMSInternalException", delay: 20 },
    { id: "2", operation: "ListAliases", status: 503, delay: 1 },
    { id: "3", operation: expect.stringMatching(/^List/), delay: 20 },
  ]);
  await mock.scenario(undefined);
  // The key in whose place it put another is back.
  expect(mock.state.get().keys.find(({ id }) => id === KEY_ID)).toMatchObject({ state: "Enabled", tags: [{}, {}] });
  expect(mock.state.get().aliases.map(({ name }) => name)).not.toContain("alias/quiet");
  expect([mock.clock.frozen, Math.abs(mock.clock.now().getTime() - Date.now()) < 60_000]).toEqual([false, true]);
  await mock.scenario("service-down");
  expect(mock.faults.list()).toMatchObject([{ status: 503 }]);
  const { scenarios } = await mock.scenarios();
  expect(scenarios.filter(({ name }) => name === "service-down")).toEqual([
    { name: "service-down", sentence: "As Trent's own is not." },
  ]);
});

test("one that has keys of another account is for the whole mock alone", async () => {
  const file = written(one("keys:", `  - { id: ${KEY_ID}, account: "444455556666" }`));
  await using mock = await startMock({ port: 0, logLevel: "silent", scenarios: file });
  await expect(mock.session().scenario("mine")).rejects.toMatchObject({ code: "TRENT_E_STATE_DAMAGED" });
  await mock.scenario("mine");
  expect(
    mock
      .account("444455556666")
      .state.get()
      .keys.map(({ id }) => id),
  ).toContain(KEY_ID);
});
