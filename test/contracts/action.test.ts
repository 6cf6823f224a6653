import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { getPort } from "get-port-please";
import { parse } from "yaml";
import manifest from "../../package.json";

/** The parts of action.yml that the tests use. */
interface Action {
  readonly inputs: Record<
    string,
    { readonly description: string; readonly default?: string; readonly required?: boolean }
  >;
  readonly outputs: Record<string, { readonly value: string }>;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
}

interface ActionStep {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Record<string, string>;
}

const ROOT = path.resolve(__dirname, "../..");
const action = parse(readFileSync(path.join(ROOT, "action.yml"), "utf8")) as Action;

const folder = mkdtempSync(path.join(tmpdir(), "trent-action-"));

/** In the place of npx, so that nothing is fetched: `npx --yes PACKAGE@VERSION` is then the command of the clone. */
const NPX = `#!/bin/sh
[ "$1 $2" = "--yes ${manifest.name}@${manifest.version}" ] || { echo "npx $*"; exit 9; }
shift 2
exec "${process.execPath}" --import "${require.resolve("tsx")}" "${path.join(ROOT, "scripts/trent.ts")}" "$@"
`;
writeFileSync(path.join(folder, "npx"), NPX, { mode: 0o755 });
afterAll(() => rmSync(folder, { recursive: true }));

/** What GitHub's runner does with the steps that have a command: conditions, inputs, files, in order, until one fails. */
function runAction(name: string, given: Record<string, string>) {
  const inputs: Record<string, string> = {};
  for (const [input, { default: value = "" }] of Object.entries(action.inputs)) inputs[input] = given[input] ?? value;
  const workspace = mkdtempSync(path.join(folder, `${name}-`));
  const file = (one: string) => path.join(workspace, one);
  const environment = {
    PATH: `${folder}:${process.env.PATH}`,
    HOME: process.env.HOME,
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: file("output"),
    GITHUB_STEP_SUMMARY: file("summary.md"),
    RUNNER_TEMP: workspace,
  };
  const put = (text: string) =>
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => inputs[input] ?? "");
  const wanted = ({ if: condition = "" }: ActionStep) =>
    !condition.includes("inputs.start != ''") || inputs.start !== "";
  let failed: string | undefined;
  let output = "";
  for (const step of action.runs.steps.filter(wanted)) {
    if (step.run === undefined || (failed !== undefined && !step.if?.startsWith("always()"))) continue;
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([variable, value]) => [variable, put(value)]));
    // As GitHub calls `shell: bash`.
    const options = ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run];
    const { status, stdout, stderr } = spawnSync("bash", options, {
      env: { ...environment, ...env },
      encoding: "utf8",
      timeout: 60_000,
    });
    output += stdout + stderr;
    if (status !== 0) failed ??= step.name;
  }
  const outputs = existsSync(file("output")) ? readFileSync(file("output"), "utf8") : "";
  return {
    failed,
    output,
    outputs: Object.fromEntries(
      outputs
        .trim()
        .split("\n")
        .map((line) => line.split("=")),
    ),
    file,
  };
}

test("it has the inputs and outputs that its page promises", () => {
  expect(action.runs.using).toBe("composite");
  expect(Object.keys(action.inputs)).toEqual(["target", "start", "expected-failures", "only", "strict", "report-dir"]);
  expect(Object.keys(action.outputs)).toEqual(["verdict", "must-passed", "must-total"]);
  const page = readFileSync(path.join(ROOT, "docs/verify-in-ci.md"), "utf8");
  for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)])
    expect(page).toContain(`\`${name}\``);
});

test("no command has an input in its text, where a shell would run it", () => {
  expect(action.runs.steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
});

test("its steps start an implementation, check it, and stop it", async () => {
  const port = await getPort({ host: "127.0.0.1", random: true });
  const target = `http://127.0.0.1:${port}`;
  const mock = path.join(ROOT, "scripts/mock.ts");
  const { failed, output, outputs, file } = runAction("good", {
    target,
    start: `node --import ${require.resolve("tsx")} ${mock} --port ${port}`,
    only: "EnableKeyRotation.disabled-key",
    strict: "true",
  });
  expect({ failed, output }).toEqual({ failed: undefined, output: expect.stringContaining("::warning title=") });
  expect(outputs).toEqual({
    verdict: "partial",
    "must-passed": expect.any(String),
    "must-total": outputs["must-passed"],
  });
  expect(Number(outputs["must-total"])).toBeGreaterThan(10);
  expect(readFileSync(file("summary.md"), "utf8")).toMatch(/^# Contract of /);
  for (const report of ["report.html", "summary.md", "result.json", "junit.xml", "ctrf.json", "badge.json"])
    expect(existsSync(file(`contract-report/${report}`))).toBe(true);
  await expect(fetch(target)).rejects.toThrow();
}, 90_000);

test("a start command that ends is an error with its output, and nothing is checked", () => {
  const { failed, output, outputs } = runAction("bad", {
    target: "http://127.0.0.1:9",
    start: "echo no database; exit 3",
  });
  expect(failed).toBe("Start the implementation");
  expect(output).toMatch(/::error::http:\/\/127\.0\.0\.1:9 does not answer\.[\s\S]*no database/);
  expect(outputs.verdict).toBeUndefined();
});
