import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { CASES } from "../../contracts/cases/all-cases";
import { type ContractOptions, parseContractOptions } from "../../contracts/contract-options";
import { checkOptions } from "../../contracts/run/check-options";
import { listOf } from "../../contracts/run/list-cases";
import { runContract } from "../../contracts/run/run-contract";
import { selectCases } from "../../contracts/run/select-cases";
import { targetUrl } from "../../contracts/targets/start-target";

const folder = mkdtempSync(path.join(tmpdir(), "trent-options-"));
const file = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const OPTIONS: ContractOptions = { target: "mock", region: "us-east-1" };

describe("a mistake in the options costs no request", () => {
  const wrong: { given: Partial<ContractOptions>; want: string }[] = [
    { given: { expectedFailures: path.join(folder, "nope.yaml") }, want: "ENOENT: no such file" },
    { given: { expectedFailures: file("unknown.yaml", "expected: [{ clause: no.such }]") }, want: "no.such" },
    { given: { expectedFailures: file("list.yaml", "- a") }, want: "it has no list `expected`" },
    { given: { reportDir: path.join(file("a-file", ""), "x") }, want: "which cannot be written: it is a file" },
    { given: { reportDir: "/proc/nope" }, want: "--report-dir names /proc/nope, which cannot be written" },
    { given: { region: "mars" }, want: "--region takes an AWS Region such as us-east-1, not 'mars'" },
    { given: { region: "us-east-1/" }, want: "--region takes an AWS Region" },
    { given: { target: "motto" }, want: "--target takes a URL or one of mock, in-process, moto" },
    { given: { target: "ftp://127.0.0.1" }, want: "--target takes a URL or one of mock, in-process, moto" },
    { given: { replay: "no such case" }, want: "No case and no clause is 'no such case' or begins so. Did you mean" },
  ];
  test.each(wrong)("$given", async ({ given, want }) => {
    let requests = 0;
    const server = createServer((_, to) => {
      requests++;
      to.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const target = { name: "a target", version: "1", url, stop: async () => {} };
    try {
      await expect(runContract(target, { ...OPTIONS, ...given })).rejects.toThrow(want);
      expect(requests).toBe(0);
    } finally {
      server.close();
    }
  });
});

test("a report folder is made, and the trial leaves nothing in it", () => {
  const reportDir = path.join(folder, "a", "b");
  checkOptions({ ...OPTIONS, reportDir });
  expect(existsSync(reportDir)).toBe(true);
  expect(readdirSync(reportDir)).toEqual([]);
});

test.each(["", "# none yet\n", "---\n", "expected: []\n"])("an expected-failures file of %j expects none", (text) => {
  expect(checkOptions({ ...OPTIONS, expectedFailures: file("empty.yaml", text) }).expected).toEqual([]);
});

test.each([
  { given: "localhost:8080", want: "http://localhost:8080/" },
  { given: "127.0.0.1:8080", want: "http://127.0.0.1:8080/" },
  { given: "[::1]:8080", want: "http://[::1]:8080/" },
  { given: "kms.example.test", want: "http://kms.example.test/" },
  { given: "localhost", want: "http://localhost/" },
  { given: "http://localhost:8080", want: "http://localhost:8080/" },
  { given: "https://localhost", want: "https://localhost/" },
  { given: "moto", want: undefined },
  { given: "aws", want: undefined },
])("--target $given calls $want", ({ given, want }) => {
  expect(targetUrl(given)?.href).toBe(want);
});

describe("--only and --replay take", () => {
  const ids = (options: Partial<ContractOptions>) => selectCases(options).cases.map(({ id }) => id);
  const exact = "EnableKeyRotation.disabled-key, a disabled symmetric key";
  const proving = (clause: string) =>
    CASES.filter(({ expects }) => expects.some((e) => e.clause === clause)).map(({ id }) => id);

  test.each(["only", "replay"] as const)("with --%s a case", (option) => {
    expect(ids({ [option]: exact })).toEqual([exact]);
  });
  test("a clause: every case that expects it, whatever its operation", () => {
    const of = ids({ replay: "EnableKeyRotation.first-rotation" });
    expect(of).toEqual(proving("EnableKeyRotation.first-rotation"));
    expect(of.some((id) => id.startsWith("GetKeyRotationStatus."))).toBe(true);
    // Not those of EnableKeyRotation.enable-again-without-period.
    expect(ids({ replay: "EnableKeyRotation.enable-again" })).toEqual(proving("EnableKeyRotation.enable-again"));
  });
  test("the beginning of cases", () => {
    const of = ids({ only: "protocol." });
    expect(of.length).toBeGreaterThan(20);
    expect(of.every((id) => id.startsWith("protocol."))).toBe(true);
  });
  test("the beginning of clauses, where no case begins so", () => {
    expect(ids({ only: "RotateKeyOnDemand.schedule-" })).toEqual(proving("RotateKeyOnDemand.schedule-unchanged"));
  });
  test.each(["client.reads-error", "client.DescribeKey"])("what AWS's client is asked: %s", (replay) => {
    expect(selectCases({ replay })).toMatchObject({ cases: [], client: true });
  });
  test.each([
    { given: "EnableKeyRotation.disabeld-key", want: "Did you mean 'EnableKeyRotation.disabled-key'" },
    { given: "period-too-short", want: "Did you mean 'EnableKeyRotation.period-too-short'" },
    { given: "wire.date", want: "wire.date is checked on every answer" },
  ])("$given: $want", ({ given, want }) => {
    expect(() => selectCases({ replay: given })).toThrow(want);
  });
});

test("--list groups the cases by operation, each once and with its clauses", () => {
  const text = listOf(selectCases({}));
  const lines = text.split("\n");
  expect(lines.filter((line) => /^ {2}\S/.test(line) && !line.startsWith("  client."))).toHaveLength(CASES.length);
  const at = lines.indexOf("  EnableKeyRotation.disabled-key, a disabled symmetric key");
  expect(lines[at + 1]).toBe(
    "      given a disabled symmetric key; clauses: EnableKeyRotation.disabled-key, EnableKeyRotation.disabled-key.text",
  );
  const heads = lines.filter((line) => /^\S.* \(\d+ cases?\)$/.test(line));
  expect(heads.length).toBe(new Set(CASES.map(({ operation }) => operation)).size);
});

describe("the command line", () => {
  test.each([
    { given: [], want: 10 },
    { given: ["--timeout", "2.5"], want: 2.5 },
  ])("$given: $want seconds", ({ given, want }) => {
    expect(parseContractOptions(given).timeout).toBe(want);
  });
  test.each(["0", "-1", "soon", "601"])("--timeout %s is refused", (text) => {
    expect(() => parseContractOptions([`--timeout=${text}`])).toThrow("It takes seconds, up to 600.");
  });
  test.each(["false", "0", "no", ""])("TRENT_CONTRACT_STRICT=%s is off", (text) => {
    process.env.TRENT_CONTRACT_STRICT = text;
    try {
      expect(parseContractOptions([]).strict).toBeUndefined();
    } finally {
      delete process.env.TRENT_CONTRACT_STRICT;
    }
  });
});
