import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseOptions } from "../../mock/server/mock-options";
import { type StartOptions, startMock, TrentProblem } from "../../mock/server/start-mock";
import { optionsOf } from "../../mock/server/start-options";
import { call, json, KEY_ID, send } from "./running";

/** A free port, and no line in the output of the tests. */
const QUIET = { port: 0, logLevel: "silent" } as const;

const problemOf = async (run: () => unknown): Promise<TrentProblem> => {
  try {
    await run();
  } catch (problem) {
    if (problem instanceof TrentProblem) return problem;
    throw problem;
  }
  throw new Error("It was taken.");
};

describe("an option means what its flag means", () => {
  it.each<{ options: StartOptions; args: string[] }>([
    { options: {}, args: [] },
    { options: { port: 0, host: "::1" }, args: ["--port", "0", "--host", "::1"] },
    {
      options: { region: "eu-central-1", account: "999900001111" },
      args: ["--region", "eu-central-1", "--account", "999900001111"],
    },
    { options: { hostile: true, explain: false, seed: 7 }, args: ["--hostile", "--seed", "7"] },
    {
      options: { noQuotas: true, noControl: true, stateLimit: 512 },
      args: ["--no-quotas", "--no-control", "--state-limit", "512"],
    },
    { options: { noQuotas: false, stateless: true, grace: 0.5 }, args: ["--stateless", "--grace", "0.5"] },
    {
      options: { corsOrigin: ["http://a.test", "http://b.test"] },
      args: ["--cors-origin", "http://a.test", "http://b.test"],
    },
    { options: { allowedHost: [], controlToken: "s3cret" }, args: ["--control-token", "s3cret"] },
    {
      options: { spec: "x.yaml", allowRemoteRefs: true, port: undefined },
      args: ["--spec", "x.yaml", "--allow-remote-refs"],
    },
    {
      options: { fixtures: "none", state: "s.json", logLevel: "warn" },
      args: ["--fixtures", "none", "--state", "s.json", "--log-level", "warn"],
    },
  ])("$options", ({ options, args }) => {
    expect(optionsOf(options)).toEqual(parseOptions(args));
  });

  it("but the command's environment variables do not count", () => {
    process.env.TRENT_PORT = "1";
    process.env.TRENT_HOSTILE = "maybe";
    try {
      expect(optionsOf({})).toMatchObject({ port: 4010 });
      expect(optionsOf({})).not.toHaveProperty("hostile");
    } finally {
      delete process.env.TRENT_PORT;
      delete process.env.TRENT_HOSTILE;
    }
  });
});

describe("a wrong option throws the sentence that the command prints", () => {
  it.each<{ options: object; args: string[] }>([
    { options: { prot: 1 }, args: ["--prot", "1"] },
    { options: { help: true }, args: ["--hepl"] },
    { options: { port: 65_536 }, args: ["--port", "65536"] },
    { options: { port: -1 }, args: ["--port=-1"] },
    { options: { port: Number.NaN }, args: ["--port", "NaN"] },
    { options: { region: "Frankfurt" }, args: ["--region", "Frankfurt"] },
    { options: { account: "12345" }, args: ["--account", "12345"] },
    { options: { logLevel: "loud" }, args: ["--log-level", "loud"] },
    { options: { seed: 1.5 }, args: ["--seed", "1.5"] },
    { options: { grace: 3601 }, args: ["--grace", "3601"] },
    {
      options: { corsOrigin: ["http://a.test", "localhost:3000"] },
      args: ["--cors-origin", "http://a.test", "localhost:3000"],
    },
    { options: { allowedHost: ["a b"] }, args: ["--allowed-host", "a b"] },
    { options: { controlToken: "a b" }, args: ["--control-token", "a b"] },
    { options: { stateless: true, state: "s" }, args: ["--stateless", "--state", "s"] },
    { options: { spec: "x.yaml", fixtures: { keys: [] } }, args: ["--spec", "x.yaml", "--fixtures", "none"] },
  ])("$options", async ({ options, args }) => {
    const problem = await problemOf(() => startMock(options));
    const printed = await problemOf(() => parseOptions(args));
    const nameless = (text: string) => text.replace("'--hepl'", "'--help'").replace(/ \(Did you mean --help\?\)/, "");
    expect([problem.code, problem.message]).toEqual([printed.code, nameless(printed.message)]);
  });

  it.each<{ options: object; says: string }>([
    { options: { hostile: "yes" }, says: `option '--hostile' argument '"yes"' is invalid. It takes true or false.` },
    {
      options: { host: true },
      says: "option '--host <address>' argument 'true' is invalid. It takes a text or a number.",
    },
    {
      options: { seed: null },
      says: "option '--seed <number>' argument 'null' is invalid. It takes a text or a number.",
    },
    {
      options: { port: [1] },
      says: "option '--port <number>' argument '[1]' is invalid. It takes a text or a number.",
    },
    { options: { quotas: false }, says: "unknown option '--quotas' (Did you mean --no-quotas?)." },
    { options: { detached: true }, says: "option '--detached' is for the command alone: close() ends this mock." },
  ])("what only a program can write: $options", async ({ options, says }) => {
    const problem = await problemOf(() => startMock(options));
    expect([problem.code, problem.message]).toEqual(["TRENT_E_OPTION", `The command line is wrong: ${says}`]);
  });

  it("a fixture that is an object is refused with the place", async () => {
    const fixtures = { keys: [{ id: KEY_ID, state: "Asleep" }] } as unknown as NonNullable<StartOptions["fixtures"]>;
    const problem = await problemOf(() => startMock({ ...QUIET, fixtures }));
    expect(problem.report).toMatch(/^TRENT_E_FIXTURE: The fixture is wrong at keys\.0\.state: .*Enabled, Disabled/);
  });

  it("a file that is not there, and a port that is taken", async () => {
    await using mock = await startMock(QUIET);
    const port = Number(new URL(mock.url).port);
    expect((await problemOf(() => startMock({ ...QUIET, port }))).code).toBe("TRENT_E_LISTEN");
    expect((await problemOf(() => startMock({ ...QUIET, fixtures: "/nowhere" }))).code).toBe("TRENT_E_FIXTURE_MISSING");
  });
});

describe("a started mock", () => {
  it("answers, shows what it was asked, and forgets at a reset", async () => {
    await using mock = await startMock({ ...QUIET, fixtures: { keys: [{ id: KEY_ID }] }, region: "eu-central-1" });
    expect((await call(mock.url, "DisableKey")).status).toBe(200);
    expect(mock.state.get().keys).toEqual([
      expect.objectContaining({ id: KEY_ID, region: "eu-central-1", state: "Disabled" }),
    ]);
    expect(mock.requests()).toEqual([expect.objectContaining({ operation: "DisableKey", account: "111122223333" })]);
    expect(mock.events().cloudTrail).toEqual([expect.objectContaining({ eventName: "DisableKey" })]);
    await mock.reset();
    expect(mock.state.get().keys).toEqual([expect.objectContaining({ state: "Enabled" })]);
    expect([mock.requests(), mock.events().cloudTrail]).toEqual([[], []]);
  });

  it("closes once, however often it is asked, and by itself at the end of a block", async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "trent-")), "state.json");
    let url: string;
    {
      await using mock = await startMock({ ...QUIET, state: file });
      url = mock.url;
      const closing = mock.close();
      expect(mock.close()).toBe(closing);
      await closing;
    }
    await expect(call(url, "ListKeys", {})).rejects.toThrow();
    {
      // The file's lock is given back.
      await using again = await startMock({ ...QUIET, state: file });
      url = again.url;
    }
    await expect(call(url, "ListKeys", {})).rejects.toThrow();
    rmSync(path.dirname(file), { recursive: true });
  });

  it("is independent of the others in the process", async () => {
    await using one = await startMock(QUIET);
    await using other = await startMock({ ...QUIET, stateless: true });
    await using third = await startMock({ ...QUIET, hostile: true, seed: 1 });
    await one.clock.move({ days: 400 });
    one.faults.add({ operation: "ListKeys", error: "KMSInternalException" });
    expect((await call(one.url, "ListKeys", {})).status).toBe(500);
    expect((await call(other.url, "ListKeys", {})).status).toBe(200);
    expect(third.requests()).toEqual([]);
    expect(third.clock.now().getTime()).toBeLessThan(one.clock.now().getTime() - 399 * 86_400_000);
    expect(one.session().account).toBe(third.session().account);
  });

  it("with noControl has it as an object alone", async () => {
    await using mock = await startMock({ ...QUIET, noControl: true });
    mock.clock.freeze();
    const answer = await send(mock.url, "GET", "/_trent/clock", {});
    expect([answer.status, json(answer)]).toMatchObject([400, { __type: "UnknownOperationException" }]);
    expect(mock.clock.frozen).toBe(true);
  });

  it("without state has faults and requests alone", async () => {
    await using mock = await startMock({ ...QUIET, stateless: true });
    const session = mock.session();
    session.faults.add({ operation: "ListKeys", error: "KMSInternalException" });
    expect((await call(mock.url, "ListKeys", {})).status).toBe(200);
    expect(mock.requests()).toHaveLength(1);
    expect(session.requests()).toEqual([]);
    for (const refused of [() => mock.clock.now(), () => mock.state.get(), () => mock.events(), () => session.reset()])
      expect((await problemOf(refused)).report).toBe(
        "TRENT_E_NO_STATE: This mock has no state: it was started with --stateless or --spec. Start it without them to have a state, a clock and events.",
      );
  });
});
