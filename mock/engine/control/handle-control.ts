import { TrentProblem } from "../../../openapi/dialect/problems";
import { REQUESTS } from "../journal";
import type { Log } from "../log";
import { inPieces, snapshotText } from "../state/snapshot-text";
import { checkControl } from "./check-control";
import { ControlError } from "./control-error";
import { type ControlQuery, readQuery, wholeNumber } from "./control-query";
import type { MockControl, MockSession, SteerableMock } from "./mock-control";
import type { ControlSchemas } from "./validate-control";
import { WATCH_ROUTES, type WatchedParts } from "./watch-routes";

/** The path that every path of the control interface begins with. AWS has nothing there. */
export const CONTROL_PATH = "/_trent";

/** A request to the control interface of openapi/control.yaml. */
interface ControlRequest {
  readonly method: string;
  /** The whole path, such as `/_trent/clock`. */
  readonly path: string;
  /** What comes after the path's `?`, such as `account=111122223333`. */
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

/** The last segment of a path that names one thing of several; `:id` stands for it in a route. */
const ID = /(?<=\/(?:faults|keys)\/)[^/]+$/;

/** Does what a route is for. What it returns, or a promise of it, is the body of a 200; undefined becomes a 204. */
type Route = (control: MockControl<string>, body: string, id: string, query: ControlQuery) => unknown;

/** The routes of the whole mock, or of the account that the query names. */
const ROUTES: Readonly<Record<string, Route>> = {
  "GET /_trent/state": ({ state }) => new TextPieces(inPieces(snapshotText(state.get()))),
  "PUT /_trent/state": ({ state }, body) => state.put(parse(body)),
  "GET /_trent/clock": shownClock,
  "PUT /_trent/clock": async (control, body) => {
    await control.clock.change(parse(body) as ControlSchemas["ClockChange"]);
    return shownClock(control);
  },
  "GET /_trent/events": (control) => control.events(),
  "DELETE /_trent/events": (control) => control.clearEvents(),
  "GET /_trent/requests": (control, _body, _id, query) => ({
    requests: control.requests(wholeNumber(query, "limit", 1, REQUESTS)),
  }),
  "DELETE /_trent/requests": (control) => control.clearRequests(),
  "GET /_trent/faults": ({ faults }) => ({ faults: faults.list() }),
  "POST /_trent/faults": ({ faults }, body) => ({ id: faults.add(parse(body) as object) }),
  "DELETE /_trent/faults": ({ faults }) => faults.clear(),
  "DELETE /_trent/faults/:id": ({ faults }, _body, id) => {
    if (!faults.remove(id)) throw new ControlError(`There is no fault ${id}.`, 404);
  },
  "GET /_trent/scenario": (control) => control.scenarios(),
  "PUT /_trent/scenario": (control, body) => control.scenario(checkControl("ScenarioChoice", parse(body)).name),
  "DELETE /_trent/scenario": (control) => control.scenario(undefined),
  "POST /_trent/reset": (control) => control.reset(),
};

/** The route that makes an account. */
const SESSIONS = "POST /_trent/sessions";

/** Every route of the control interface, for a server to register. */
export const CONTROL_ROUTES = [...Object.keys(ROUTES), ...Object.keys(WATCH_ROUTES), SESSIONS].map((route) => {
  const [method = "", path = ""] = route.split(" ");
  return { method, path };
});

/**
 * The control interface as it is asked over HTTP. All that it changes is {@link SteerableMock}'s.
 * @param watched what a page over the mock is shown; absent: the routes for it are not there.
 */
export function createControl(mock: SteerableMock<string>, log: Log, watched?: WatchedParts): HandleControl {
  return ({ method, path, query, body }) => {
    try {
      const answer = shown(`${method} ${path.replace(ID, ":id")}`, { method, path, query, body });
      return answer instanceof Promise ? answer.then(success).catch(refused) : success(answer);
    } catch (error) {
      return refused(error);
    }
  };

  function shown(name: string, { method, path, query, body }: ControlRequest): unknown {
    const id = path.match(ID)?.[0] ?? "";
    const watch = watched && Object.hasOwn(WATCH_ROUTES, name) ? WATCH_ROUTES[name] : undefined;
    if (watched && watch) return watch.answer(watched, readQuery(query, watch.takes), id);
    const parameters = readQuery(query, name === "GET /_trent/requests" ? ["account", "limit"] : ["account"]);
    const account = parameters.get("account");
    if (name === SESSIONS) {
      if (account !== undefined) throw new ControlError("A session is of no account yet: it takes no query.");
      return credentialsOf(mock.session());
    }
    const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined;
    if (!route) throw new ControlError(`There is no ${method} ${path}.`, 404);
    return route(account === undefined ? mock : mock.account(account), body, id, parameters);
  }

  function refused(error: unknown): ControlAnswer {
    if (error instanceof TrentProblem)
      return { status: error instanceof ControlError ? error.status : 400, body: { error: error.report } };
    log.error(`the control interface failed: ${error instanceof Error ? error.stack : String(error)}`);
    return { status: 500, body: { error: "The mock itself failed." } };
  }
}

function success(shown: unknown): ControlAnswer {
  return { status: shown === undefined ? 204 : 200, body: shown };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ControlError("The body is not JSON.");
  }
}

function shownClock({ clock }: MockControl): ControlSchemas["Clock"] {
  return { now: clock.now().toISOString(), frozen: clock.frozen };
}

function credentialsOf({ account, credentials }: MockSession): ControlSchemas["Session"] {
  return { account, credentials };
}
