import { createTrent } from "../../mock/adapters/in-process";
import type { BenchServer } from "./bench-server";
import { answerOf, type OperationBody } from "./call";
import { type Ask, type CryptographicCall, cryptographicCalls } from "./cryptographic-calls";
import type { GoalResult } from "./goals";
import { type Measurement, measure } from "./measure";
import { startMockProcess, startMoto } from "./servers";
import { median, type Ratio, ratioOf } from "./summary";
import { table, times } from "./table";

/** How fast the symmetric operations have to be, in parts of what GetKeyRotationStatus answers per second. */
const SPEED_TO_STATUS = 0.6;

/** How long each call is made before it is measured, in seconds. */
const WARM_UP = 2;

/** An operation that encrypts or signs, over all rounds. */
interface CryptographyRow {
  readonly operation: string;
  readonly keySpec: string;
  /** Of the served mock. */
  readonly requestsPerSecond: number;
  /** That in parts of the requests per second of GetKeyRotationStatus, which takes no cryptography, right before. */
  readonly toStatus: Ratio | undefined;
  /** The mock's requests per second in parts of moto's in the same round; undefined where moto is not installed. */
  readonly toMoto: Ratio | undefined;
  /** Processor time of the mock's process per request, in microseconds; undefined where the system does not say. */
  readonly cpuPerRequest: number | undefined;
  /** The same cryptography by `node:crypto` alone, in microseconds. */
  readonly bare: number;
  /** A call of a mock in the same process as that, in microseconds. */
  readonly inProcess: number;
  readonly failed: number;
}

/** What a comparison of cryptography found. */
export interface CryptographyComparison {
  readonly rows: readonly CryptographyRow[];
  readonly goals: readonly GoalResult[];
}

/** What one round gave of a call. Each has its own measurement of GetKeyRotationStatus, right before: the machine changes its pace. */
interface Turn {
  readonly status: Measurement;
  readonly mock: Measurement;
  readonly moto?: Measurement;
  readonly bare: number;
  readonly inProcess: number;
}

/** Measures calls that encrypt and sign, in rounds: of the served mock, of moto, of a mock in this process, and without any. */
export async function compareCryptography(rounds: number, seconds: number): Promise<CryptographyComparison> {
  const servers: BenchServer[] = [];
  try {
    const mock = await startMockProcess();
    servers.push(mock);
    const moto = await startMoto();
    if (moto) servers.push(moto);
    const own = createTrent();
    const calls = {
      mock: await cryptographicCalls((called) => answerOf(mock, called)),
      moto: moto && (await cryptographicCalls((called) => answerOf(moto, called))),
      own: await cryptographicCalls(askOf(own.fetch)),
    };
    const status = { operation: "GetKeyRotationStatus", body: { KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" } };
    const round = async (seconds: number): Promise<readonly Turn[]> => {
      const turns: Turn[] = [];
      for (const [at, call] of calls.mock.entries()) {
        const ofMoto = calls.moto?.[at];
        const ofOwn = calls.own[at] ?? call;
        turns.push({
          status: await measure(mock, status, { seconds }),
          mock: await measure(mock, call, { seconds }),
          ...(moto && ofMoto && { moto: await measure(moto, ofMoto, { seconds }) }),
          bare: await timeOf(call.bare, seconds),
          inProcess: await timeOf(() => askOf(own.fetch)(ofOwn), seconds),
        });
      }
      return turns;
    };
    await round(WARM_UP);
    const all: (readonly Turn[])[] = [];
    for (let count = 0; count < rounds; count++) all.push(await round(seconds));
    const rows = calls.mock.map((call, at) => rowOf(call, all, at));
    return { rows, goals: goalsOf(rows) };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** The comparison as a table, with its goals. */
export function cryptographyText({ rows, goals }: CryptographyComparison): string {
  const cells = rows.map((row) => [
    row.operation,
    row.keySpec,
    row.requestsPerSecond,
    row.toStatus ? times(row.toStatus) : "n/a",
    row.toMoto ? times(row.toMoto) : "n/a",
    row.cpuPerRequest?.toFixed(0) ?? "n/a",
    row.bare.toFixed(1),
    row.inProcess.toFixed(1),
    (row.inProcess - row.bare).toFixed(1),
    row.failed,
  ]);
  const said = goals.map(
    (each) => `${each.reached ? "reached" : "missed"}: ${each.operation}, ${each.goal}: ${each.measured}`,
  );
  return [table(HEAD, cells), said.join("\n")].join("\n\n");
}

const HEAD = [
  "operation",
  "key spec",
  "requests/s",
  "to GetKeyRotationStatus",
  "to moto_server",
  "CPU µs/request",
  "bare µs",
  "in process µs",
  "above bare µs",
  "failed",
];

function rowOf(
  { operation, keySpec }: CryptographicCall,
  rounds: readonly (readonly Turn[])[],
  at: number,
): CryptographyRow {
  const own = rounds.flatMap((turns) => turns[at] ?? []);
  const cpu = own.flatMap(({ mock }) => mock.cpuPerRequest ?? []);
  return {
    operation,
    keySpec,
    requestsPerSecond: Math.round(median(own.map(({ mock }) => mock.requestsPerSecond))),
    toStatus: ratioOf(own.map(({ mock, status }) => mock.requestsPerSecond / status.requestsPerSecond)),
    toMoto: ratioOf(own.map(({ mock, moto }) => moto && mock.requestsPerSecond / moto.requestsPerSecond)),
    cpuPerRequest: cpu.length > 0 ? median(cpu) : undefined,
    bare: median(own.map(({ bare }) => bare)),
    inProcess: median(own.map(({ inProcess }) => inProcess)),
    failed: own.reduce((sum, { mock, moto }) => sum + mock.failed + (moto?.failed ?? 0), 0),
  };
}

function goalsOf(rows: readonly CryptographyRow[]): GoalResult[] {
  return rows.flatMap(({ operation, keySpec, toStatus }) => {
    if (keySpec !== "SYMMETRIC_DEFAULT" || !toStatus) return [];
    const goal = `requests/s at least ${SPEED_TO_STATUS} times those of GetKeyRotationStatus`;
    return [{ operation, goal, measured: toStatus.median, reached: toStatus.median >= SPEED_TO_STATUS }];
  });
}

/** Asks a mock in this process. */
function askOf(fetch: (url: string, init: RequestInit) => Promise<Response>): Ask {
  return async <Answer>({ operation, body }: OperationBody) => {
    const answer = await fetch("http://localhost/", {
      method: "POST",
      headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": `TrentService.${operation}` },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Answer;
  };
}

/** How long something takes, in microseconds: the mean over some seconds of doing it again and again. */
async function timeOf(work: () => unknown, seconds: number): Promise<number> {
  const begun = performance.now();
  let count = 0;
  let now = begun;
  for (; now < begun + seconds * 1000; now = performance.now()) {
    await work();
    count++;
  }
  return ((now - begun) * 1000) / count;
}
