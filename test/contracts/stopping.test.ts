import Ajv2020 from "ajv/dist/2020";
import schema from "../../contracts/report/result.schema.json";
import type { RunResult } from "../../contracts/report/run-result";
import { createBreaker } from "../../contracts/run/breaker";
import { type RunHooks, runContract } from "../../contracts/run/run-contract";
import { exitCodeOf } from "../../contracts/run/verdict";
import { RunStopped } from "../../contracts/suite-errors";
import type { RunningMock } from "../../mock/server/run-mock";
import { startTestMock } from "../mock/running";
import { type FailingTarget, type Fate, startFailing } from "./failing-target";

let mock: RunningMock;
beforeAll(async () => {
  mock = await startTestMock({ stateless: false });
});
afterAll(() => mock.close());

/** Runs cases that wait for nothing on a target that fails. */
async function runOn(
  fateOf: (nth: number, target: FailingTarget, operation: string) => Fate,
  hooks: RunHooks = {},
  only = "constraint.CreateKey",
): Promise<{ result: RunResult; target: FailingTarget; warnings: string[] }> {
  const warnings: string[] = [];
  const target: FailingTarget = await startFailing(mock.url, (nth, operation) => fateOf(nth, target, operation));
  try {
    const options = { target: target.url.href, region: "us-east-1", only, timeout: 1 };
    const result = await runContract(target, options, { onWarning: (text) => warnings.push(text), ...hooks });
    return { result, target, warnings };
  } finally {
    await target.stop();
  }
}

/** Whatever the suite says is broken. On the mock, nothing is. */
const broken = ({ checks }: RunResult) =>
  checks.filter(({ status }) => status !== "pass").map(({ id, operation, status }) => `${id} ${operation} ${status}`);

describe.each([
  { given: "hangs", fate: (nth: number): Fate => (nth > 100 ? "silence" : "answer") },
  {
    given: "dies",
    fate: (nth: number, target: FailingTarget): Fate => {
      if (nth > 100) target.crash();
      return nth > 100 ? "cut" : "answer";
    },
  },
])("a target that $given after 100 requests", ({ fate }) => {
  let run: Awaited<ReturnType<typeof runOn>>;
  beforeAll(async () => {
    run = await runOn(fate);
  });

  test("ends the run after a few more requests", () => {
    expect(run.target.requests()).toBeLessThanOrEqual(104);
  });

  test("has a result of what was seen, and no invented failure", () => {
    const { result } = run;
    expect(result.checks.length).toBeGreaterThan(20);
    expect(broken(result)).toEqual([]);
    expect(result.cases).toBeGreaterThan(20);
    expect(result.exchanges.length).toBeGreaterThan(90);
  });

  test("has the verdict partial, the reason and exit code 2", () => {
    const { result } = run;
    expect(result.verdict).toBe("partial");
    expect(result.partial?.because).toBe("target-ended");
    expect(result.partial?.sentence).toMatch(
      /^127\.0\.0\.1:\d+ ended after \d+ of \d+ cases: 3 requests in a row had no answer \(.*\); the first of them was of the case constraint\./,
    );
    expect(exitCodeOf(result)).toBe(2);
  });

  test("fits the schema of result.json", () => {
    const validate = new Ajv2020({ strict: false }).compile(schema);
    validate(JSON.parse(JSON.stringify(run.result)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("hears what is left on it", () => {
    expect(run.warnings).toEqual([expect.stringMatching(/^\d+ keys and aliases of this run are left on the target/)]);
  });
});

test("a target that cuts one request and answers the next is blamed for that one only", async () => {
  const { result } = await runOn((nth) => (nth === 50 ? "cut" : "answer"));
  expect(result.partial?.because).toBe("selection");
  expect(result.checks.find(({ id, status }) => id === "wire.answered" && status === "fail")?.failures).toHaveLength(1);
  expect(result.verdict).toBe("not-conformant");
  expect(exitCodeOf(result)).toBe(1);
});

test("an interrupted run has a partial result without invented failures, and cleans up", async () => {
  const interrupt = new AbortController();
  const { result, warnings } = await runOn(() => "answer", {
    signal: interrupt.signal,
    onProgress: (done) => {
      if (done === 30) interrupt.abort();
    },
  });
  expect(result.verdict).toBe("partial");
  expect(result.partial).toMatchObject({
    because: "interrupted",
    sentence: expect.stringMatching(/^The run was interrupted after 3\d of \d+ cases\.$/),
  });
  expect(broken(result)).toEqual([]);
  expect(exitCodeOf(result)).toBe(2);
  expect(warnings).toEqual([]);
});

test("after an interruption no other request leaves but those that clean up", async () => {
  const interrupt = new AbortController();
  const later: string[] = [];
  // Each of these cases makes two or three calls.
  const { result } = await runOn(
    (nth, _, operation) => {
      if (interrupt.signal.aborted) later.push(operation);
      if (nth === 20) interrupt.abort();
      return "answer";
    },
    { signal: interrupt.signal },
    "TagResource.",
  );
  expect(result.partial?.because).toBe("interrupted");
  expect(later.length).toBeGreaterThan(0);
  expect(later.filter((operation) => !/^(ScheduleKeyDeletion|DescribeKey)$/.test(operation))).toEqual([]);
  expect(broken(result)).toEqual([]);
});

describe("the breaker", () => {
  const silence = async () => {
    throw new Error("connect ECONNREFUSED");
  };

  test("lets a run go on whose target still answers", async () => {
    const ended: string[] = [];
    const breaker = createBreaker(
      async () => "an answer",
      () => ended.push("ended"),
    );
    await breaker.afterSilence("no answer", "a case");
    expect([breaker.reason, ended]).toEqual([undefined, []]);
  });

  test("asks once for all cases that wait, and ends once", async () => {
    let asked = 0;
    const ended: string[] = [];
    const breaker = createBreaker(
      () => {
        asked++;
        return silence();
      },
      () => ended.push("ended"),
    );
    const waiting = ["a", "b", "c"].map((name) =>
      breaker.afterSilence("no answer", name).catch((error: unknown) => error),
    );
    expect((await Promise.all(waiting)).every((error) => error instanceof RunStopped)).toBe(true);
    expect([asked, ended]).toEqual([2, ["ended"]]);
    expect(breaker.reason).toContain("of the case a");
    await expect(breaker.afterSilence("no answer", "d")).rejects.toThrow(RunStopped);
    expect(asked).toBe(2);
  });
});
