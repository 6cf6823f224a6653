import { parseOptions } from "../../mock/server/mock-options";
import { TrentProblem } from "../../openapi/dialect/problems";

const DEFAULTS = {
  port: 4010,
  host: "127.0.0.1",
  region: "us-east-1",
  account: "111122223333",
  logLevel: "info",
  corsOrigin: [],
  control: true,
  quotas: true,
};

/** The environment of these tests has none of the mock's variables but those that a test sets. */
const before = { ...process.env };
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("TRENT_")) delete process.env[name];
});
afterAll(() => {
  process.env = before;
});

describe("options", () => {
  it.each<{ args: string[]; env?: Record<string, string>; want: object }>([
    { args: [], want: {} },
    { args: ["--port", "0"], want: { port: 0 } },
    { args: ["--port=65535"], want: { port: 65535 } },
    { args: ["--host", "::1"], want: { host: "::1" } },
    { args: ["--spec", "x.yaml"], want: { spec: "x.yaml" } },
    { args: ["--region", "us-gov-west-1"], want: { region: "us-gov-west-1" } },
    { args: ["--account", "000000000000"], want: { account: "000000000000" } },
    { args: ["--log-level", "silent"], want: { logLevel: "silent" } },
    { args: ["--cors-origin", "http://a.test"], want: { corsOrigin: ["http://a.test"] } },
    {
      args: ["--cors-origin", "http://a.test", "http://b.test"],
      want: { corsOrigin: ["http://a.test", "http://b.test"] },
    },
    {
      args: ["--cors-origin", "http://a.test, http://b.test"],
      want: { corsOrigin: ["http://a.test", "http://b.test"] },
    },
    { args: [], env: { TRENT_PORT: "0", TRENT_HOST: "0.0.0.0" }, want: { port: 0, host: "0.0.0.0" } },
    { args: [], env: { TRENT_SPEC: "x.yaml", TRENT_LOG_LEVEL: "debug" }, want: { spec: "x.yaml", logLevel: "debug" } },
    {
      args: [],
      env: { TRENT_REGION: "cn-north-1", TRENT_ACCOUNT: "999988887777" },
      want: { region: "cn-north-1", account: "999988887777" },
    },
    {
      args: [],
      env: { TRENT_CORS_ORIGIN: "http://a.test,http://b.test" },
      want: { corsOrigin: ["http://a.test", "http://b.test"] },
    },
    { args: ["--port", "1"], env: { TRENT_PORT: "2" }, want: { port: 1 } },
    { args: ["--stateless"], want: { stateless: true } },
    { args: ["--fixtures", "none", "--state", "s.json"], want: { fixtures: "none", state: "s.json" } },
    { args: ["--no-control"], want: { control: false } },
    { args: ["--no-quotas", "--state-limit", "512"], want: { quotas: false, stateLimit: 512 } },
    { args: [], env: { TRENT_NO_CONTROL: "1" }, want: { control: false } },
    { args: ["--hostile", "--seed", "7"], want: { hostile: true, seed: 7 } },
  ])("$args $env -> $want", ({ args, env, want }) => {
    Object.assign(process.env, env);
    expect(parseOptions(args)).toEqual({ ...DEFAULTS, ...want });
  });
});

describe("an option that cannot be taken is one sentence that says what can", () => {
  it.each<{ args: string[]; env?: Record<string, string>; says: string }>([
    {
      args: ["--stateless", "--state", "s"],
      says: "option '--stateless' cannot be used with option '--state <file>'.",
    },
    { args: ["--seed", "-1"], says: "argument '-1' is invalid. It takes a whole number from 0." },
    { args: ["--prot", "1"], says: "unknown option '--prot' (Did you mean --port?)." },
    { args: ["4010"], says: "too many arguments. Expected 0 arguments but got 1." },
    { args: ["--port"], says: "option '--port <number>' argument missing." },
    { args: ["--port", "65536"], says: "argument '65536' is invalid. It takes a number from 0 to 65535." },
    { args: ["--port", "1e3"], says: "argument '1e3' is invalid. It takes a number from 0 to 65535." },
    { args: ["--port", ""], says: "argument '' is invalid. It takes a number from 0 to 65535." },
    {
      args: ["--region", "Frankfurt"],
      says: "argument 'Frankfurt' is invalid. It takes a Region such as eu-central-1.",
    },
    { args: ["--account", "12345"], says: "argument '12345' is invalid. It takes twelve digits." },
    { args: ["--log-level", "loud"], says: "Allowed choices are silent, error, warn, info, debug." },
    {
      args: [],
      env: { TRENT_PORT: "-1" },
      says: "from env 'TRENT_PORT' is invalid. It takes a number from 0 to 65535.",
    },
    { args: [], env: { TRENT_REGION: "x" }, says: "from env 'TRENT_REGION' is invalid." },
    { args: [], env: { TRENT_ACCOUNT: "x" }, says: "from env 'TRENT_ACCOUNT' is invalid." },
    { args: [], env: { TRENT_LOG_LEVEL: "x" }, says: "from env 'TRENT_LOG_LEVEL' is invalid." },
  ])("$args $env", ({ args, env, says }) => {
    Object.assign(process.env, env);
    const problem = problemOf(args);
    expect(problem.code).toBe("TRENT_E_OPTION");
    expect(problem.message).toMatch(/^The command line is wrong: [^\n]+\.$/);
    expect(problem.message).toContain(says);
  });
});

function problemOf(args: readonly string[]): TrentProblem {
  try {
    parseOptions(args);
  } catch (problem) {
    if (problem instanceof TrentProblem) return problem;
    throw problem;
  }
  throw new Error("It was taken.");
}
