import { TrentProblem } from "../../openapi/dialect/problems";
import { createHandler } from "../engine/handle-request";
import { createHostility, type Hostility } from "../engine/hostile/hostility";
import { Journal } from "../engine/journal";
import { localiser } from "../engine/locality";
import { createLog, type Log } from "../engine/log";
import { readSetting } from "../engine/mock-clock";
import { PlannedFaults } from "../engine/planned-faults";
import { createAnswers } from "../engine/prism-responder";
import { createResponder } from "../engine/resolve-answer";
import { createDispatch } from "../engine/route";
import { randomIds, seededIds } from "../engine/state/ids";
import { restore } from "../engine/state/snapshot";
import { createStateAnswers } from "../engine/state-responder";
import { StateStore } from "../engine/state-store";
import { controlRoutes } from "./control-routes";
import { loadFixture } from "./fixture-file";
import { type RunningServer, startServer } from "./listen";
import { type LoadedDocument, loadGenerated, loadSpec } from "./load-document";
import type { MockOptions } from "./mock-options";
import { openStateFile, type StateFile } from "./persist/state-file";
import type { Prism } from "./prism";

/** A running mock, and the document that it answers from. */
export interface RunningMock extends RunningServer {
  readonly loaded: LoadedDocument;
  /** Whether it remembers what it is told. */
  readonly stateful: boolean;
  /** What the hostile mode is drawn from; undefined where it is off. */
  readonly hostileSeed: number | undefined;
}

/**
 * Starts a mock. Prism is loaded behind the listening server: only the first answers that need it wait for it.
 * @throws TrentProblem for a document, fixture or state file that cannot be used, or an address that cannot be had.
 */
export async function startMock(options: MockOptions, log: Log = createLog(options.logLevel)): Promise<RunningMock> {
  const loaded = options.spec === undefined ? await loadGenerated() : await loadSpec(options.spec);
  const file = options.state === undefined ? undefined : await openStateFile(options.state, log);
  try {
    const keeper = options.stateless || options.spec !== undefined ? undefined : openKeeper(options, file);
    const hostileSeed = options.hostile ? (options.seed ?? Date.now() % 2 ** 31) : undefined;
    const hostility = hostileSeed === undefined ? undefined : createHostility(hostileSeed, loaded);
    const server = await serve(options, loaded, log, keeper, hostility);
    return {
      url: server.url,
      loaded,
      stateful: keeper !== undefined,
      hostileSeed,
      close: async () => {
        await server.close();
        await file?.close();
      },
    };
  } catch (error) {
    await file?.close();
    throw error;
  }
}

/** The state as the file has it, else as the fixture describes it; a reset goes back to the fixture. */
function openKeeper(options: MockOptions, file: StateFile | undefined): StateStore {
  const { fixtures = "default", seed } = options;
  const ids = seed === undefined ? randomIds() : seededIds(seed);
  const keeper = new StateStore((now) => loadFixture(fixtures, options, now), ids);
  if (file?.loaded) keeper.restore({ state: restore(file.loaded.state), clock: readSetting(file.loaded.clock) });
  file?.watch(() => keeper.kept());
  if (file) keeper.watch(() => file.changed());
  return keeper;
}

async function serve(
  options: MockOptions,
  loaded: LoadedDocument,
  log: Log,
  keeper: StateStore | undefined,
  hostility: Hostility | undefined,
): Promise<RunningServer> {
  const prism = prismOf(loaded);
  // A document that Prism cannot read must not start; of ours it is known that it can.
  if (options.spec !== undefined) await prism();
  const answers = createAnswers(prism, localiser(options), log);
  const journal = options.control === false ? undefined : new Journal();
  const faults = journal && new PlannedFaults();
  const respond = createResponder(answers, { faults, hostility, state: keeper && createStateAnswers(keeper, options) });
  const server = await startServer({
    handler: createHandler(createDispatch(loaded.operations, loaded.validators), respond),
    log,
    host: options.host,
    port: options.port,
    corsOrigins: options.corsOrigin,
    journal,
    control:
      journal && faults && controlRoutes({ keeper, journal, faults, errorsOf: (name) => errorsOf(loaded, name) }),
    hostility,
    // A seed makes the whole answer repeatable, its id too.
    requestId: options.seed === undefined ? undefined : seededIds(options.seed + 1).uuid,
  });
  // The first answer will want it; with state, hardly any answer does.
  if (!keeper) void prism();
  return server;
}

function errorsOf({ operations }: LoadedDocument, name: string | undefined): ReadonlySet<string> | undefined {
  const meant = operations.filter((operation) => name === undefined || operation.name === name);
  if (meant.length === 0) return undefined;
  return new Set(meant.flatMap(({ responses }) => responses.flatMap(({ errors }) => errors.map(({ type }) => type))));
}

function prismOf({ title, document }: LoadedDocument): () => Promise<Prism> {
  let made: Promise<Prism> | undefined;
  return () => {
    made ??= import("./prism")
      .then(({ createPrism }) => createPrism(document))
      .catch((cause: unknown) => {
        const why = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0];
        throw new TrentProblem("TRENT_E_DOCUMENT_KIND", `Prism cannot read ${title}: ${why}.`, { cause });
      });
    return made;
  };
}
