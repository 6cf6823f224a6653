import type { CallChecks } from "../../openapi/dialect/call-checks";
import type { CallOperation } from "../../openapi/dialect/call-operation";
import { createMockControl } from "./control/create-mock-control";
import { createControl, type HandleControl } from "./control/handle-control";
import type { SteerableMock } from "./control/mock-control";
import { errorsOf } from "./control/operation-list";
import { createExampleResponder } from "./example-responder";
import type { ExampleSource } from "./example-source";
import { createForeignWire, type Gunzip } from "./foreign-wire";
import { createRequestHandler, type RequestHandler } from "./handle-request";
import type { HostileMode } from "./hostile/hostile-mode";
import { Journal } from "./journal";
import { type Locality, localiser } from "./locality";
import type { Log } from "./log";
import { PlannedFaults } from "./planned-faults";
import { createResolver } from "./resolve-answer";
import { createRouter } from "./route";
import type { AnswerSampler } from "./sample/sample-answer";
import type { Scenario } from "./scenarios/scenario";
import { randomIds } from "./state/ids";
import { createStateResponder } from "./state-responder";
import type { StateStore } from "./state-store";
import { createAnswerValidation } from "./validate-answer";

/** What the engine needs of a document that has passed the checks at loading. */
export interface LoadedDocument {
  readonly operations: readonly CallOperation[];
  /** The names of the operations that the service has and the document leaves out. */
  readonly leftOut: readonly string[];
  /** What the calls of each operation are checked by. In a page it fills: those of an operation are there with its first call. */
  readonly checks: Readonly<Record<string, CallChecks>>;
  /** Whether it is Trent's own: then an answer that breaks its schema is a fault of the mock. */
  readonly isOwn: boolean;
}

/** What an engine is made of. */
export interface EngineOptions {
  readonly loaded: LoadedDocument;
  /** The Region and account of unsigned calls, and of the keys in the document's examples. */
  readonly locality: Locality;
  /** Absent: the document's examples answer everything, and each call is forgotten. */
  readonly store?: StateStore | undefined;
  /** The examples of the document. They answer where the state does not. */
  readonly examples: ExampleSource;
  readonly log: Log;
  /** Makes an answer's `x-amzn-RequestId`; random UUIDs where absent. */
  readonly requestId?: (() => string) | undefined;
  /** Makes the bodies that no example has; absent in a page, which then refuses `Prefer: dynamic=true`. */
  readonly sampler?: AnswerSampler | undefined;
  /** Varies what a client must not rely on; absent outside the hostile mode. */
  readonly hostile?: HostileMode | undefined;
  /** Whether there is a control interface, with a journal and planned faults. */
  readonly control: boolean;
  /** Whether a refusal names its rule in the header `x-trent-rule`. */
  readonly explain?: boolean | undefined;
  /** Scenarios of the user, beside those that come with the mock. */
  readonly scenarios?: readonly Scenario[] | undefined;
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
  readonly mock: SteerableMock<string> | undefined;
  /** The same as it is asked over HTTP. */
  readonly control: HandleControl | undefined;
  /**
   * Varies order and case of an answer's headers; absent outside the hostile mode. For the server to apply to all the
   * headers that it writes: only on the wire do order and case exist.
   */
  readonly rewriteHeaders: HostileMode["headers"] | undefined;
}

/** An engine with its control interface on. */
export interface ControlledEngine extends Engine {
  readonly mock: SteerableMock<string>;
  readonly control: HandleControl;
}

/** Makes an engine. */
export function createEngine(options: EngineOptions & { readonly control: true }): ControlledEngine;
export function createEngine(options: EngineOptions): Engine;
export function createEngine(options: EngineOptions): Engine {
  const { loaded, locality, store, log, hostile, requestId = randomIds().uuid } = options;
  const controlled = options.control ? { journal: new Journal(), faults: new PlannedFaults() } : undefined;
  const { operations } = loaded;
  const handler = createRequestHandler({
    requestId,
    home: locality,
    router: createRouter(loaded.operations, loaded.checks, loaded.leftOut),
    resolve: createResolver({
      faults: controlled?.faults,
      hostile,
      state: store && createStateResponder(store),
      examples: createExampleResponder(options.examples, localiser(locality), options.sampler),
      scenarios: { store, operations: operations.map(({ name }) => name), own: options.scenarios },
    }),
    validateAnswer: createAnswerValidation(loaded.isOwn, log),
    log,
    journal: controlled?.journal,
    hostile,
    explain: options.explain === true,
    foreign: options.gunzip && createForeignWire(loaded.operations, options.gunzip),
    ruleOff: options.ruleOff,
  });
  const watched = controlled && { ...controlled, store, home: locality, operations, started: Date.now() };
  const errorNames = (name: string | undefined) => errorsOf(operations, name);
  const mock = watched && createMockControl({ ...watched, scenarios: options.scenarios, errorsOf: errorNames });
  return {
    ...handler,
    mock,
    control: mock && createControl(mock, log, watched),
    rewriteHeaders: hostile?.headers,
  };
}
