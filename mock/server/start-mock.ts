import { getHeapStatistics } from "node:v8";
import { gunzipSync } from "node:zlib";
import { createEngine } from "../engine/create-engine";
import type { Log } from "../engine/log";
import { readSetting } from "../engine/mock-clock";
import { randomIds, seededIds } from "../engine/state/ids";
import { restore } from "../engine/state/snapshot";
import { StateStore } from "../engine/state-store";
import { exposureOf } from "./access/exposure";
import { loadFixture } from "./fixture-file";
import { type RunningServer, startServer } from "./listen";
import { loadGenerated, loadSpec, type NormalisedDocument } from "./load-document";
import type { MockOptions } from "./mock-options";
import { pageFiles } from "./pages/page-files";
import { operationPaths } from "./path-call";
import { startNotes } from "./persist/start-notes";
import { openStateFile, type StateFile } from "./persist/state-file";
import { BODY_LIMIT } from "./plain-call";
import { prismOf } from "./prism";
import { stderrLog } from "./stderr-log";

/** A running mock, and the document that it answers from. */
export interface RunningMock extends RunningServer {
  readonly loaded: NormalisedDocument;
  /** Whether it remembers calls. */
  readonly stateful: boolean;
  /** The seed of the hostile mode; undefined where it is off. */
  readonly hostileSeed: number | undefined;
}

/**
 * Starts a mock: document, state file, engine, server. Prism loads after the server listens, and only the first answers
 * that need it wait.
 * @throws TrentProblem for a document, fixture or state file that cannot be used, or an address that is taken.
 */
export async function startMock(options: MockOptions, log: Log = stderrLog(options.logLevel)): Promise<RunningMock> {
  const loaded = options.spec === undefined ? await loadGenerated() : await loadSpec(options.spec, options);
  const file = options.state === undefined ? undefined : await openStateFile(options.state, log);
  try {
    const store = options.stateless || options.spec !== undefined ? undefined : openStore(options, file, log);
    const hostileSeed = options.hostile ? (options.seed ?? Date.now() % 2 ** 31) : undefined;
    const prism = prismOf(loaded.title, loaded.document);
    // A document that Prism cannot read must not start. Trent's own is known to be readable.
    if (options.spec !== undefined) await prism();
    const engine = createEngine({
      loaded,
      locality: options,
      store,
      prism,
      log,
      // A seed makes the whole answer repeatable, its id too.
      requestId: options.seed === undefined ? undefined : seededIds(options.seed + 1).uuid,
      hostileSeed,
      control: options.control !== false,
      explain: options.explain,
      gunzip: loaded.isOwn ? undefined : gunzip,
    });
    const server = await startServer({
      engine,
      log,
      host: options.host,
      port: options.port,
      allowedHosts: options.allowedHost,
      corsOrigins: options.corsOrigin,
      controlOrigins: options.controlOrigin,
      controlToken: options.controlToken,
      operationPaths: operationPaths(loaded),
      pages: pageFiles(loaded),
      explain: options.explain,
      grace: options.grace,
    });
    const exposure = exposureOf(options);
    if (exposure) log.warn(exposure);
    // The first answer will need it; with state, hardly any answer does.
    if (!store) void prism();
    return { url: server.url, loaded, stateful: store !== undefined, hostileSeed, close: () => closeAll(server, file) };
  } catch (error) {
    await file?.close();
    throw error;
  }
}

function gunzip(bytes: Uint8Array): Uint8Array {
  return gunzipSync(bytes, { maxOutputLength: BODY_LIMIT });
}

async function closeAll(server: RunningServer, file: StateFile | undefined): Promise<void> {
  await server.close();
  await file?.close();
}

/** A state file is read as one text, and V8's longest has 512 MiB: a larger state could be written, but not read again. */
const LARGEST_FILE = 400;

/** How large the state may grow, in bytes. */
function mostBytesOf({ stateLimit, state }: MockOptions): number {
  const mebibytes = stateLimit ?? getHeapStatistics().heap_size_limit / 2 ** 21;
  return Math.min(mebibytes, state === undefined ? Number.POSITIVE_INFINITY : LARGEST_FILE) * 2 ** 20;
}

/** The state from the file, or else from the fixture. A reset goes back to the fixture. */
function openStore(options: MockOptions, file: StateFile | undefined, log: Log): StateStore {
  const { fixtures = "default", seed } = options;
  const ids = seed === undefined ? randomIds() : seededIds(seed);
  const store = new StateStore((now) => loadFixture(fixtures, options, now), ids, undefined, {
    noQuotas: options.quotas === false,
    mostBytes: mostBytesOf(options),
  });
  if (!file) return store;
  if (file.loaded) {
    store.restore({ state: restore(file.loaded.state), clock: readSetting(file.loaded.clock) });
    for (const note of startNotes(file.loaded, options)) log.warn(note);
  }
  file.watch(() => store.snapshot());
  store.watch(() => file.changed());
  return store;
}
