import type { BenchServer } from "./bench-server";
import { answerOf, callOf, send } from "./call";
import { type GoalResult, goalLines, goalResults } from "./goals";
import { LOAD } from "./load";
import { type Measurement, measure } from "./measure";
import { startBare, startMockProcess, startMoto, startPrism } from "./servers";
import { type Row, summarise } from "./summary";
import { markdown } from "./table";

/** The operations that are measured: one that reads a key's state and one that writes it. */
export const OPERATIONS = ["GetKeyRotationStatus", "EnableKeyRotation"] as const;

/** A key that the mock has from the start. */
export const EXAMPLE_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

/** How long each server is called before it is measured, in seconds: V8 has then compiled what it will. */
const WARM_UP = 3;

/** What a comparison found. */
export interface Comparison {
  readonly node: string;
  readonly load: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly rows: readonly Row[];
  readonly goals: readonly GoalResult[];
}

/** Measures each server with each operation in turn, in rounds. Throws a TrentProblem if a server does not start. */
export async function compare(rounds: number, seconds: number): Promise<Comparison> {
  const servers: BenchServer[] = [];
  const start = async <Server extends BenchServer | undefined>(starting: Promise<Server>): Promise<Server> => {
    const server = await starting;
    if (server) servers.push(server);
    return server;
  };
  try {
    const mock = await start(startMockProcess());
    const bare = await start(startBare(await answersOf(mock)));
    const prism = await start(startPrism());
    const moto = await start(startMoto());
    const motoKey = moto && (await createKey(moto));
    const keyOf = (server: BenchServer) => (server === moto && motoKey) || EXAMPLE_KEY;

    const measured: Measurement[][] = [];
    await takeTurns(servers, keyOf, WARM_UP);
    for (let round = 0; round < rounds; round++) measured.push(await takeTurns(servers, keyOf, seconds));

    const names = { mock: mock.name, bare: bare.name, prism: prism.name };
    const rows = summarise(measured, names);
    return { node: process.version, load: LOAD, rounds, seconds, rows, goals: goalResults(rows, names) };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** A comparison as text: the table, what is missing in it, and the goals. */
export function comparisonText({ rows, goals }: Comparison): string {
  const moto = rows.some(({ server }) => server === "moto_server");
  return [markdown(rows), ...(moto ? [] : ["moto_server is not installed: it was left out."]), goalLines(goals)].join(
    "\n\n",
  );
}

async function takeTurns(
  servers: readonly BenchServer[],
  keyOf: (server: BenchServer) => string,
  seconds: number,
): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const operation of OPERATIONS) {
    for (const server of servers)
      measured.push(await measure(server, { operation, body: { KeyId: keyOf(server) } }, { seconds }));
  }
  return measured;
}

/** What the mock answers, by target, for the bare server to write. */
async function answersOf(mock: BenchServer) {
  const recorded = OPERATIONS.map(
    async (operation) =>
      [`TrentService.${operation}`, await send(callOf(mock, { operation, body: { KeyId: EXAMPLE_KEY } }))] as const,
  );
  return Object.fromEntries(await Promise.all(recorded));
}

async function createKey(server: BenchServer): Promise<string> {
  const answer = await answerOf<{ KeyMetadata: { KeyId: string } }>(server, { operation: "CreateKey", body: {} });
  return answer.KeyMetadata.KeyId;
}
