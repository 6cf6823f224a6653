import type { OperationModel } from "../../../openapi/dialect/operations";
import { TrentProblem } from "../../../openapi/dialect/problems";
import { type Journal, REQUESTS } from "../journal";
import type { Locality } from "../locality";
import type { Log } from "../log";
import type { PlannedFault, PlannedFaults } from "../planned-faults";
import { cloudTrailRecord } from "../state/cloudtrail";
import { eventBridgeEvent } from "../state/eventbridge";
import { restore } from "../state/snapshot";
import { inPieces, snapshotText } from "../state/snapshot-text";
import type { KeyStore } from "../state/state";
import type { StateStore } from "../state-store";
import { accountList } from "./account-list";
import { ControlError } from "./control-error";
import { type ControlQuery, readQuery, wholeNumber } from "./control-query";
import { checkDue } from "./due-limit";
import { keyDetail } from "./key-detail";
import { keyPage } from "./key-page";
import { isoDate } from "./key-summary";
import { moveClock, readClock } from "./move-clock";
import { errorsOf, operationList } from "./operation-list";
import { parseControl } from "./parse-control";
import type { ControlSchemas } from "./validate-control";

/** The path that every path of the control interface begins with. AWS has nothing there. */
export const CONTROL_PATH = "/_trent";

/** A request to the control interface of openapi/control.yaml. */
interface ControlRequest {
  readonly method: string;
  /** The whole path, such as `/_trent/clock`. */
  readonly path: string;
  /** What comes after the path's question mark; nothing where absent. */
  readonly query?: string | undefined;
  /** The body as text, of no characters where there is none. */
  readonly body: string;
}

/** The answer to it. */
interface ControlAnswer {
  readonly status: number;
  /** A JSON value, undefined where the body is empty, or a text of JSON in pieces that are made when they are asked for. */
  readonly body: unknown;
}

/** The body of an answer that may be too long for one text. */
export class TextPieces {
  constructor(readonly pieces: Iterable<string>) {}
}

/** Answers a request to the control interface, later where it takes long. It never throws. */
export type HandleControl = (request: ControlRequest) => ControlAnswer | Promise<ControlAnswer>;

/** What the control interface shows and changes. */
export interface ControlParts {
  /** Absent in a mock without state. */
  readonly store: StateStore | undefined;
  readonly journal: Journal;
  readonly faults: PlannedFaults;
  readonly operations: readonly OperationModel[];
  /** Who calls without a signature. */
  readonly home: Locality;
  /** When the mock started, epoch milliseconds by the wall clock. */
  readonly started: number;
  readonly log: Log;
}

/** The last segment of a path that names one thing of several; `:id` stands for it in a route. */
const ID = /(?<=\/(?:faults|keys)\/)[^/]+$/;

/** Does what a route is for. What it returns, or a promise of it, is the body of a 200; undefined becomes a 204. */
type Route = (parts: ControlParts, body: string, id: string, query: ControlQuery) => unknown;

/** The routes that change the whole state or its time: they take some time, and have to come one after the other. */
const IN_TURN = new Set(["PUT /_trent/state", "PUT /_trent/clock", "POST /_trent/reset"]);

const ROUTES: Readonly<Record<string, Route>> = {
  "GET /_trent/state": (parts) => new TextPieces(inPieces(snapshotText(storeOf(parts).snapshot().state))),
  "PUT /_trent/state": (parts, body) => putState(storeOf(parts), restore(parseControl("State", body))),
  "GET /_trent/clock": (parts) => readClock(storeOf(parts)),
  "PUT /_trent/clock": (parts, body) => moveClock(storeOf(parts), parseControl("ClockChange", body)),
  "GET /_trent/events": (parts) => readEvents(storeOf(parts)),
  "DELETE /_trent/events": (parts) => storeOf(parts).clearEvents(),
  "GET /_trent/requests": ({ journal }, _body, _id, query) => ({
    requests: journal.list(wholeNumber(query, "limit", 1, REQUESTS)),
  }),
  "DELETE /_trent/requests": ({ journal }) => journal.clear(),
  "GET /_trent/faults": ({ faults }) => ({ faults: faults.list() }),
  "POST /_trent/faults": addFault,
  "DELETE /_trent/faults": ({ faults }) => faults.clear(),
  "DELETE /_trent/faults/:id": removeFault,
  "POST /_trent/reset": reset,
  "GET /_trent/revision": readRevision,
  "GET /_trent/accounts": (parts) => accountList(currentState(parts), parts.home),
  "GET /_trent/operations": ({ operations }) => ({ operations: operationList(operations) }),
  "GET /_trent/keys": (parts, _body, _id, query) => keyPage(currentState(parts), query),
  "GET /_trent/keys/:id": (parts, _body, id, query) =>
    keyDetail(currentState(parts), id, query, storeOf(parts).events()),
};

/** Every route of the control interface, for a server to register. */
export const CONTROL_ROUTES = Object.keys(ROUTES).map((route) => {
  const [method = "", path = ""] = route.split(" ");
  return { method, path };
});

/** The control interface without HTTP. */
export function createControl(parts: ControlParts): HandleControl {
  let turn: Promise<unknown> = Promise.resolve();
  return ({ method, path, query = "", body }) => {
    const name = `${method} ${path.replace(ID, ":id")}`;
    const answer = () => {
      const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined;
      if (!route) throw new ControlError(`There is no ${method} ${path}.`, 404);
      return route(parts, body, path.match(ID)?.[0] ?? "", readQuery(query));
    };
    const refused = (error: unknown) => refusal(error, parts.log);
    try {
      if (!IN_TURN.has(name)) return success(answer());
      const mine = turn.then(answer).then(success, refused);
      turn = mine;
      return mine;
    } catch (error) {
      return refused(error);
    }
  };
}

function success(shown: unknown): ControlAnswer {
  return { status: shown === undefined ? 204 : 200, body: shown };
}

function refusal(error: unknown, log: Log): ControlAnswer {
  if (error instanceof ControlError) return { status: error.status, body: { error: error.message } };
  if (error instanceof TrentProblem) return { status: 400, body: { error: error.report } };
  log.error(`the control interface failed: ${error instanceof Error ? error.stack : String(error)}`);
  return { status: 500, body: { error: "The mock itself failed." } };
}

function storeOf({ store }: ControlParts): StateStore {
  if (!store) throw new ControlError("This mock has no state: it was started with --stateless or --spec.", 404);
  return store;
}

async function putState(store: StateStore, state: KeyStore): Promise<void> {
  const now = store.clock.now();
  checkDue(store.dueCount(now, state), now);
  await store.put(state);
}

function readEvents(store: StateStore) {
  store.advance();
  const events = store.events();
  return {
    cloudTrail: events.map(cloudTrailRecord),
    eventBridge: events.map(eventBridgeEvent).filter((event) => event !== undefined),
    dropped: store.droppedEvents,
  };
}

function addFault({ faults, operations }: ControlParts, body: string): { readonly id: string } {
  const plan = parseControl("PlannedFault", body) as PlannedFault;
  const declared = errorsOf(operations, plan.operation);
  if (!declared) throw new ControlError(`There is no operation ${plan.operation}.`);
  if (plan.error !== undefined && !declared.has(plan.error))
    throw new ControlError(`The error ${plan.error} is not declared. There are: ${[...declared].join(", ")}.`);
  return { id: faults.add(plan) };
}

function removeFault({ faults }: ControlParts, _body: string, id: string): void {
  if (!faults.remove(id)) throw new ControlError(`There is no fault ${id}.`, 404);
}

function readRevision({ store, journal, faults, started }: ControlParts): ControlSchemas["Revision"] {
  store?.advance();
  return {
    started: isoDate(started),
    ...(store && { ...readClock(store), state: store.revision, events: store.eventRevision }),
    requests: journal.revision,
    faults: faults.revision,
  };
}

/** Everything is as it is by now: what was due has happened. */
function currentState(parts: ControlParts): KeyStore {
  const store = storeOf(parts);
  store.advance();
  return store.view;
}

function reset(parts: ControlParts): void {
  storeOf(parts).reset();
  parts.journal.clear();
  parts.faults.clear();
}
