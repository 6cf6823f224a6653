import { runContract } from "../../contracts/contract";
import { type StartedMock, startMock } from "../../mock/server/start-mock";

let mock: StartedMock;
beforeAll(async () => {
  mock = await startMock({ port: 0, logLevel: "silent" });
});
afterAll(() => mock.close());

test("a run gives its result, follows the hooks and prints nothing", async () => {
  const printed = [jest.spyOn(process.stdout, "write"), jest.spyOn(process.stderr, "write")];
  const progress: number[] = [];
  const result = await runContract({
    target: mock.url,
    only: "EnableKeyRotation.first-rotation",
    onProgress: (done) => progress.push(done),
  });
  for (const spy of printed) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
  expect(result).toMatchObject({ verdict: "partial", partial: { because: "selection" }, strict: false });
  expect(result.checks.filter(({ gates }) => gates)).toEqual([]);
  expect(progress.at(-1)).toBe(result.cases);
});

test("a signal stops it, and the result says so", async () => {
  const stop = new AbortController();
  const result = await runContract({ target: mock.url, onProgress: () => stop.abort(), signal: stop.signal });
  expect(result.partial).toMatchObject({ because: "interrupted" });
});

test.each<[Record<string, unknown>, string, string]>([
  [
    { target: "nowhere" },
    "TRENT_E_OPTION",
    '--target takes a URL or one of mock, in-process, moto, local-kms, ministack, localstack, aws, not "nowhere".',
  ],
  [
    { timeout: 0 },
    "TRENT_E_OPTION",
    "The options are wrong: option '--timeout <seconds>' argument '0' is invalid. It takes seconds, up to 600.",
  ],
  [
    { regoin: "us-east-1" },
    "TRENT_E_OPTION",
    "The options are wrong: unknown option '--regoin' (Did you mean --region?).",
  ],
  [{ region: "nowhere" }, "TRENT_E_OPTION", "--region takes an AWS Region such as us-east-1, not 'nowhere'."],
  [{ target: "aws" }, "TRENT_E_LIVE", "--target aws makes keys in a real account: add --allow-live."],
  [{ expectedFailures: "missing.yaml" }, "TRENT_E_EXPECTED_FAILURES", "missing.yaml"],
])("%j is refused with %s", async (options, code, sentence) => {
  await expect(runContract(options)).rejects.toMatchObject({ code, message: expect.stringContaining(sentence) });
});

test("the environment of the command has no say", async () => {
  const before = process.env;
  process.env = { ...before, TRENT_CONTRACT_TARGET: "nowhere", TRENT_CONTRACT_REGION: "x" };
  const result = await runContract({ target: mock.url, only: "EnableKeyRotation.first-rotation" });
  process.env = before;
  expect(result.options).toMatchObject({ region: "us-east-1" });
});
