import nodeCrypto from "node:crypto";
import { getHeapStatistics } from "node:v8";
import { gunzipSync } from "node:zlib";
import { BODY_LIMIT } from "../engine/body-limit";
import type { SteerableMock } from "../engine/control/mock-control";
import { createEngine } from "../engine/create-engine";
import { type Cryptography, cryptographyOnDemand } from "../engine/cryptography/cryptography";
import { createHostileMode } from "../engine/hostile/hostile-mode";
import type { Log } from "../engine/log";
import { createAnswerSampler } from "../engine/sample/sample-answer";
import { allOperations } from "../engine/state/all-operations";
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
import { readScenarioFile } from "./scenario-file";
import { stderrLog } from "./stderr-log";

/** How long the last use of a key may wait for a write, in milliseconds: a program that encrypts all day changes nothing else. */
const USE_WRITTEN_WITHIN = 10_000;

/** A running mock, and the document that it answers from. */
export interface RunningMock extends RunningServer {
  readonly loaded: NormalisedDocument;
  /** The control interface as an object; undefined where it is off. */
  readonly control: SteerableMock<string> | undefined;
  /** Whether it remembers calls. */
  readonly stateful: boolean;
  /** The seed of the hostile mode; undefined where it is off. */
  readonly hostileSeed: number | undefined;
}

/**
 * Runs a mock with parsed options: document, state file, engine, server.
 * @param isSteered whether it has a control interface; over HTTP that is served by the option alone.
 * @throws TrentProblem for a document, fixture or state file that cannot be used, or an address that is taken.
 */
export async function runMock(
  options: MockOptions,
  log: Log = stderrLog(options.logLevel),
  isSteered = options.control !== false,
): Promise<RunningMock> {
  const loaded = options.spec === undefined ? await loadGenerated() : await loadSpec(options.spec, options);
  const file = options.state === undefined ? undefined : await openStateFile(options.state, log);
  try {
    const store = options.stateless || options.spec !== undefined ? undefined : openStore(options, file, log);
    const own =
      options.scenarios === undefined
        ? undefined
        : readScenarioFile(options.scenarios, { operations: loaded.operations, home: options, now: Date.now() });
    const hostileSeed = options.hostile ? (options.seed ?? Date.now() % 2 ** 31) : undefined;
    const engine = createEngine({
      loaded,
      locality: options,
      store,
      examples: loaded.examples,
      log,
      // A seed makes the whole answer repeatable, its id too.
      requestId: options.seed === undefined ? undefined : seededIds(options.seed + 1).uuid,
      hostile: hostileSeed === undefined ? undefined : createHostileMode(hostileSeed, loaded),
      sampler: createAnswerSampler(loaded, options),
      // A scenario plans faults.
      control: isSteered || options.scenario !== undefined,
      scenarios: own,
      explain: options.explain,
      gunzip: loaded.isOwn ? undefined : gunzip,
    });
    if (options.scenario !== undefined) await engine.mock?.scenario(options.scenario);
    const server = await startServer({
      engine: options.control === false ? { ...engine, control: undefined } : engine,
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
    let closed: Promise<void> | undefined;
    const close = () => {
      closed ??= closeAll(server, file);
      return closed;
    };
    return { url: server.url, loaded, control: engine.mock, stateful: store !== undefined, hostileSeed, close };
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
  const { region } = options;
  const start = (now: number, account = options.account) => loadFixture(fixtures, { region, account }, now);
  const store = new StateStore(start, {
    ids,
    operations: allOperations,
    noQuotas: options.quotas === false,
    mostBytes: mostBytesOf(options),
    cryptography: cryptographyOnDemand(() => loadCryptography(seed !== undefined)),
  });
  if (!file) return store;
  if (file.loaded) {
    store.restore({ state: restore(file.loaded.state), clock: file.loaded.clock });
    for (const note of startNotes(file.loaded, options)) log.warn(note);
  }
  file.watch(() => store.snapshot());
  store.watch(
    () => file.changed(),
    () => file.changed(USE_WRITTEN_WITHIN),
  );
  return store;
}

/** Node's cryptography, when it is first needed: it takes a tenth of a second to load. */
async function loadCryptography(isRepeatable: boolean): Promise<Cryptography> {
  const { createNodeCryptography } = await import("../node-cryptography/node-cryptography");
  return createNodeCryptography(nodeCrypto, { repeatable: isRepeatable });
}
