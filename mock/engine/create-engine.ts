import type { OperationValidators } from "../../openapi/dialect/compile";
import { type Document, listOf } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import { createMockControl } from "./control/create-mock-control";
import { createControl, type HandleControl } from "./control/handle-control";
import type { SteerableMock } from "./control/mock-control";
import { errorsOf } from "./control/operation-list";
import { createForeignWire, type Gunzip } from "./foreign-wire";
import { createRequestHandler, type RequestHandler } from "./handle-request";
import { createHostileMode, type HostileMode } from "./hostile/hostile-mode";
import { Journal } from "./journal";
import { type Locality, localiser } from "./locality";
import type { Log } from "./log";
import { PlannedFaults } from "./planned-faults";
import type { PrismEngine } from "./prism-engine";
import { createPrismResponder } from "./prism-responder";
import { createResolver } from "./resolve-answer";
import { createRouter } from "./route";
import { createAnswerSampler } from "./sample/sample-answer";
import { randomIds } from "./state/ids";
import { createStateResponder } from "./state-responder";
import type { StateStore } from "./state-store";
import { createAnswerValidation } from "./validate-answer";

/** A document that the mock can answer from: it has passed the checks at loading. */
export interface LoadedDocument {
  readonly title: string;
  readonly document: Document;
  readonly operations: readonly OperationModel[];
  readonly validators: Readonly<Record<string, OperationValidators>>;
  /** Whether it is Trent's own: then an answer that breaks its schema is a fault of the mock. */
  readonly isOwn: boolean;
}

/** What an engine is made of. */
export interface EngineOptions {
  readonly loaded: LoadedDocument;
  /** The Region and account of unsigned calls, and of the keys in the document's examples. */
  readonly locality: Locality;
  /** Absent: Prism answers everything, and each call is forgotten. */
  readonly store?: StateStore | undefined;
  /** Gives Prism. It is asked for when an answer first needs it. */
  readonly prism: () => Promise<PrismEngine>;
  readonly log: Log;
  /** Makes an answer's `x-amzn-RequestId`; random UUIDs where absent. */
  readonly requestId?: (() => string) | undefined;
  /** Turns the hostile mode on, with draws from this seed. */
  readonly hostileSeed?: number | undefined;
  /** Whether there is a control interface, with a journal and planned faults. */
  readonly control: boolean;
  /** Whether a refusal names its rule in the header `x-trent-rule`. */
  readonly explain?: boolean | undefined;
  /** Takes the gzip form from a body, for a document of another service; absent for our own. */
  readonly gunzip?: Gunzip | undefined;
  /**
   * A rule that is switched off, such as `EnableKeyRotation.disabled-key`. For tests alone: with it the mock is wrong, and
   * exactly the clause of that rule has to find it.
   */
  readonly ruleOff?: string | undefined;
}

/** A mock without a network: a server, a test or a web page hands requests in. */
export interface Engine extends RequestHandler {
  /** The control interface as an object; absent where it is off. */
  readonly mock: SteerableMock | undefined;
  /** The same as it is asked over HTTP. */
  readonly control: HandleControl | undefined;
  /**
   * Varies order and case of an answer's headers; absent outside the hostile mode. For the server to apply to all the
   * headers that it writes: only on the wire do order and case exist.
   */
  readonly rewriteHeaders: HostileMode["headers"] | undefined;
}

/** Makes an engine. */
export function createEngine(options: EngineOptions): Engine {
  const { loaded, locality, store, log, requestId = randomIds().uuid } = options;
  const hostile = options.hostileSeed === undefined ? undefined : createHostileMode(options.hostileSeed, loaded);
  const controlled = options.control ? { journal: new Journal(), faults: new PlannedFaults() } : undefined;
  const handler = createRequestHandler({
    requestId,
    home: locality,
    router: createRouter(loaded.operations, loaded.validators, knownOperations(loaded.document)),
    resolve: createResolver({
      faults: controlled?.faults,
      hostile,
      state: store && createStateResponder(store),
      prism: createPrismResponder(options.prism, localiser(locality), createAnswerSampler(loaded.document, locality)),
    }),
    validateAnswer: createAnswerValidation(loaded.isOwn, log),
    log,
    journal: controlled?.journal,
    hostile,
    explain: options.explain === true,
    foreign: options.gunzip && createForeignWire(loaded.operations, options.gunzip),
    ruleOff: options.ruleOff,
  });
  const { operations } = loaded;
  const watched = controlled && { ...controlled, store, home: locality, operations, started: Date.now() };
  const mock = watched && createMockControl({ ...watched, errorsOf: (name) => errorsOf(operations, name) });
  return {
    ...handler,
    mock,
    control: mock && createControl(mock, log, watched),
    rewriteHeaders: hostile?.headers,
  };
}

/** The names of all operations of the service; the document itself may have fewer. */
function knownOperations(document: Document): readonly string[] {
  return listOf(document["x-trent-known-operations"]).filter((name) => typeof name === "string");
}
