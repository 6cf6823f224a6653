import type { CallOperation } from "../../../openapi/dialect/call-operation";
import type { Journal } from "../journal";
import type { Locality } from "../locality";
import type { PlannedFaults } from "../planned-faults";
import type { StateStore } from "../state-store";
import { accountList } from "./account-list";
import type { ControlQuery } from "./control-query";
import { storeOf } from "./create-mock-control";
import { keyDetail } from "./key-detail";
import { keyPage } from "./key-page";
import { isoDate } from "./key-summary";
import { operationList } from "./operation-list";
import type { ControlSchemas } from "./validate-control";

/** What a page over a mock is shown. */
export interface WatchedParts {
  /** Absent in a mock without state. */
  readonly store: StateStore | undefined;
  readonly journal: Journal;
  readonly faults: PlannedFaults;
  readonly operations: readonly CallOperation[];
  /** The mock's own account and Region. */
  readonly home: Locality;
  /** When the mock started, epoch milliseconds by the wall clock. */
  readonly started: number;
}

/** A route that changes nothing, with the parameters that its query may have. */
interface WatchRoute {
  readonly takes: readonly string[];
  answer(parts: WatchedParts, query: ControlQuery, id: string): unknown;
}

/** The routes by which a page watches a mock without reading all of it. */
export const WATCH_ROUTES: Readonly<Record<string, WatchRoute>> = {
  "GET /_trent/revision": { takes: ["account"], answer: readRevision },
  "GET /_trent/accounts": { takes: [], answer: (parts) => accountList(currentState(parts).view, parts.home) },
  "GET /_trent/operations": { takes: [], answer: (parts) => ({ operations: operationList(parts.operations) }) },
  "GET /_trent/keys": {
    takes: ["account", "region", "state", "words", "after", "limit"],
    answer: (parts, query) => keyPage(currentState(parts).view, query),
  },
  "GET /_trent/keys/:id": {
    takes: ["account", "region"],
    answer: (parts, query, id) => {
      const { view, events } = currentState(parts);
      return keyDetail(view, id, query, events.list(query.get("account")));
    },
  },
};

function readRevision(
  { store, journal, faults, started }: WatchedParts,
  query: ControlQuery,
): ControlSchemas["Revision"] {
  store?.advance();
  const clock = store?.clockOf(query.get("account"));
  return {
    started: isoDate(started),
    ...(clock && { now: isoDate(clock.now()), frozen: clock.frozen }),
    ...(store && { state: store.revision, events: store.events.revision }),
    requests: journal.revision,
    faults: faults.revision,
  };
}

/** The store, once everything that is due by now has happened. */
function currentState(parts: WatchedParts): StateStore {
  const store = storeOf(parts);
  store.advance();
  return store;
}
