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
  grace: 5,
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
    { args: ["--cors-origin", "*"], want: { corsOrigin: ["*"] } },
    { args: [], env: { TRENT_CORS_ORIGIN: "" }, want: {} },
    { args: ["--allowed-host", "mock", "Mock.Test,[::1]"], want: { allowedHost: ["mock", "mock.test", "[::1]"] } },
    { args: [], env: { TRENT_ALLOWED_HOST: "mock, 10.0.0.7" }, want: { allowedHost: ["mock", "10.0.0.7"] } },
    {
      args: ["--control-origin", "https://a.test", "chrome-extension://abc"],
      want: { controlOrigin: ["https://a.test", "chrome-extension://abc"] },
    },
    { args: ["--control-token", "s3cret-_~="], want: { controlToken: "s3cret-_~=" } },
    { args: ["--grace", "0.5"], want: { grace: 0.5 } },
    { args: [], env: { TRENT_GRACE: "0" }, want: { grace: 0 } },
  ])("$args $env -> $want", ({ args, env, want }) => {
    Object.assign(process.env, env);
    expect(parseOptions(args)).toEqual({ ...DEFAULTS, ...want });
  });
});

describe("a switch in the environment", () => {
  it.each<{ name: string; on: object }>([
    { name: "TRENT_HOSTILE", on: { hostile: true } },
    { name: "TRENT_STATELESS", on: { stateless: true } },
    { name: "TRENT_EXPLAIN", on: { explain: true } },
    { name: "TRENT_NO_CONTROL", on: { control: false } },
  ])("$name", ({ name, on }) => {
    for (const value of ["1", "true", "yes", "on", "TRUE"]) {
      process.env[name] = value;
      expect([value, parseOptions([])]).toEqual([value, { ...DEFAULTS, ...on }]);
    }
    for (const value of ["0", "false", "no", "off", "False", ""]) {
      process.env[name] = value;
      expect([value, parseOptions([])]).toEqual([value, DEFAULTS]);
    }
    process.env[name] = "maybe";
    expect(problemOf([]).message).toBe(`The environment variable ${name} takes true or false, not "maybe".`);
  });

  it("that is off conflicts with nothing, and the command line wins over it", () => {
    process.env.TRENT_STATELESS = "false";
    process.env.TRENT_HOSTILE = "no";
    expect(parseOptions(["--state", "s", "--hostile"])).toEqual({ ...DEFAULTS, state: "s", hostile: true });
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
      args: ["--cors-origin", "localhost:3000"],
      says: `"localhost:3000" is no origin. Write it as browsers send it: http://localhost:3000.`,
    },
    {
      args: ["--cors-origin", "http://a.test", "http://localhost:3000/"],
      says: `"http://localhost:3000/" is no origin. Write it as browsers send it: http://localhost:3000.`,
    },
    {
      args: ["--control-origin", "HTTPS://A.test:443/app"],
      says: `"HTTPS://A.test:443/app" is no origin. Write it as browsers send it: https://a.test.`,
    },
    { args: ["--control-origin", "*"], says: `"*" is no origin. ` },
    { args: ["--control-origin", "null"], says: `"null" is no origin. It takes one such as http://localhost:3000.` },
    { args: [], env: { TRENT_CORS_ORIGIN: "null" }, says: `"null" is no origin. ` },
    {
      args: [],
      env: { TRENT_CONTROL_ORIGIN: "a.test" },
      says: `"a.test" is no origin. Write it as browsers send it: http://a.test.`,
    },
    { args: ["--allowed-host", "mock.test:4010"], says: `"mock.test:4010" is no host name. Write it as mock.test.` },
    {
      args: ["--allowed-host", "http://mock.test/"],
      says: `"http://mock.test/" is no host name. Write it as mock.test.`,
    },
    { args: ["--allowed-host", "a b"], says: "It takes a host name such as mock.internal." },
    {
      args: ["--control-token", "a b"],
      says: "It takes letters, digits and any of - . _ ~ + /, as a bearer token has.",
    },
    { args: ["--grace", "-1"], says: "It takes seconds from 0 to 3600." },
    { args: ["--grace", "3601"], says: "It takes seconds from 0 to 3600." },
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
