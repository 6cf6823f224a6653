import { createLog } from "../../mock/engine/log";
import { runMock } from "../../mock/server/run-mock";
import { hostileClient, seeded } from "./hostile-requests";
import { open } from "./raw";
import { OPTIONS } from "./running";

/** How many requests there are: a moment of load here, an hour's worth in the nightly run. */
const REQUESTS = Number(process.env.TRENT_SOAK_REQUESTS ?? 1_000);
const SEED = Number(process.env.TRENT_HOSTILE_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** How long an answer may take before it counts as a hang, in milliseconds. */
const HANG = 20_000;
/** How long all of it may take, in milliseconds: a busy machine with two cores does 90 requests in a second. */
const TIMEOUT = 30_000 + REQUESTS * 20;
/** How many clients there are, and how many requests one makes in a round. */
const CLIENTS = 8;
const ROUND = 250;
/** How much more memory the last rounds may take than the first, in MiB: what V8 leaves for later, and no leak. */
const MORE = 150;

const errors: string[] = [];
const log = createLog("error", (line) => void errors.push(line));

/**
 * Users who make, use and delete keys; a hostile client; faults of every kind; a clock that moves on. Keys are deleted by
 * the moves: the state stays as large as it is.
 */
test(
  `${REQUESTS} requests (TRENT_HOSTILE_SEED=${SEED}): memory is flat, no answer is 500, nothing hangs`,
  async () => {
    const mock = await runMock({ ...OPTIONS, stateless: false }, log);
    const draw = seeded(SEED);
    const below = (limit: number) => Math.floor(draw() * limit);
    const seen = new Map<string, number>();
    const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
    let sent = 0;

    const control = async (method: string, path: string, body?: unknown) => {
      const headers = { "content-type": "application/json" };
      const init = {
        method,
        signal: AbortSignal.timeout(HANG),
        ...(body !== undefined && { headers, body: JSON.stringify(body) }),
      };
      const answer = await fetch(`${mock.url}/_trent${path}`, init);
      await answer.arrayBuffer();
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status}`);
    };
    const call = async (operation: string, members: object): Promise<Record<string, never>> => {
      sent++;
      const headers = { "x-amz-target": `TrentService.${operation}`, "content-type": "application/x-amz-json-1.1" };
      const init = { method: "POST", headers, body: JSON.stringify(members), signal: AbortSignal.timeout(HANG) };
      try {
        const answer = await fetch(mock.url, init);
        const text = await answer.text();
        count(`${answer.status}`);
        return text === "" ? {} : JSON.parse(text);
      } catch (error) {
        // Planned: the connection was closed without an answer, or in the middle of one.
        count((error as Error).name === "TimeoutError" ? "hang" : "dropped");
        return {};
      }
    };
    const user = async () => {
      const { KeyMetadata } = await call("CreateKey", { Tags: [{ TagKey: "a", TagValue: "b".repeat(below(200)) }] });
      const KeyId = (KeyMetadata as { KeyId?: string } | undefined)?.KeyId ?? "none";
      const name = `alias/soak-${below(1000)}`;
      await call("CreateAlias", { AliasName: name, TargetKeyId: KeyId });
      for (const operation of ["DescribeKey", "EnableKeyRotation", "RotateKeyOnDemand", "DisableKey", "EnableKey"])
        await call(operation, { KeyId });
      await call("ListKeys", { Limit: 1 + below(1000) });
      await call("EnableKeyRotation", { KeyId, RotationPeriodInDays: below(200) });
      await call("DeleteAlias", { AliasName: name });
      await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    };
    const FAULTS = [
      { status: 429 },
      { drop: true },
      { drop: "midway" },
      { delay: 5 },
      { error: "ThrottlingException" },
    ];
    const hostile = hostileClient(seeded(SEED + 1));

    const memory: number[] = [];
    while (sent < REQUESTS) {
      await control("POST", "/faults", { ...FAULTS[below(FAULTS.length)], calls: 3, percent: 10, seed: below(1000) });
      const end = sent + ROUND;
      const users = Array.from({ length: CLIENTS }, async () => {
        while (sent < end) await user();
      });
      // Nobody reads what it gets: it hangs up when the others are done, in the middle of whatever it is.
      const attacks = await Promise.all(Array.from({ length: 10 }, () => open(mock.url)));
      for (const socket of attacks) {
        const { bytes, methods } = hostile();
        sent += methods.length;
        socket.on("error", () => count("reset")).resume();
        socket.write(bytes);
      }
      await Promise.all(users);
      for (const socket of attacks) socket.destroy();
      await control("DELETE", "/faults");
      await control("PUT", "/clock", { move: { days: 8 } });
      await control("GET", "/events");
      await control("GET", "/state");
      memory.push(process.memoryUsage().heapUsed / 2 ** 20);
    }
    await mock.close();

    const least = (part: readonly number[]) => Math.min(...part);
    const third = Math.ceil(memory.length / 3);
    const [first, last] = [least(memory.slice(0, third)), least(memory.slice(-third))];
    const figures = { sent, memory: { first, last }, ...Object.fromEntries(seen) };
    if (process.env.TRENT_SOAK_REQUESTS) process.stdout.write(`soak: ${JSON.stringify(figures)}\n`);
    expect([...seen.keys()].filter((what) => what === "hang" || Number(what) >= 500)).toEqual([]);
    expect(errors).toEqual([]);
    expect(seen.get("200")).toBeGreaterThan(REQUESTS / 4);
    expect(last - first).toBeLessThan(MORE);
  },
  TIMEOUT,
);
