import type { CallOperation } from "../../../openapi/dialect/call-operation";
import type { Journal } from "../journal";
import type { Locality } from "../locality";
import type { PlannedFault, PlannedFaults } from "../planned-faults";
import type { Scenario } from "../scenarios/scenario";
import { checkAccount } from "../state/account-state";
import { cloudTrailRecord } from "../state/cloudtrail";
import { eventBridgeEvent } from "../state/eventbridge";
import { restore } from "../state/snapshot";
import type { StateStore } from "../state-store";
import { changeClock } from "./change-clock";
import { checkControl } from "./check-control";
import { ControlError } from "./control-error";
import { checkDue } from "./due-limit";
import { LazyScenarios } from "./lazy-scenarios";
import type {
  ClockChange,
  ClockControl,
  FaultControl,
  MockControl,
  MockEvents,
  MockSession,
  SteerableMock,
} from "./mock-control";

/** What the control interface shows and changes. */
export interface ControlParts {
  /** Absent in a mock without state. */
  readonly store: StateStore | undefined;
  readonly journal: Journal;
  readonly faults: PlannedFaults;
  /** The mock's own account and Region. */
  readonly home: Locality;
  readonly operations: readonly Pick<CallOperation, "name">[];
  /** Scenarios of the user; none where absent. */
  readonly scenarios?: readonly Scenario[] | undefined;
  /** The error names that an operation declares, or all where it is absent; undefined for an unknown operation. */
  errorsOf(operation: string | undefined): ReadonlySet<string> | undefined;
}

/** Makes each act wait for the one before: what changes the whole state or its time takes long, and must not overlap. */
type InTurn = <Result>(act: () => Result | Promise<Result>) => Promise<Result>;

/** The first account that a session gets, but for those that somebody has used. */
const FIRST_SESSION = 500_000_000_001;

/** The control interface as an object. {@link "./handle-control"} is the same over HTTP: it calls this. */
export function createMockControl(parts: ControlParts): SteerableMock<string> {
  const scenarios = new LazyScenarios(
    () => ({
      store: () => storeOf(parts),
      faults: parts.faults,
      checkFault: (fault) => checkFault(parts, fault),
      operations: parts.operations.map(({ name }) => name),
      home: parts.home,
    }),
    parts.scenarios,
  );
  let turn: Promise<unknown> = Promise.resolve();
  let next = FIRST_SESSION;
  const inTurn: InTurn = (act) => {
    const mine = turn.then(act);
    turn = mine.catch(() => {});
    return mine;
  };
  return { ...controlOf(parts, scenarios, inTurn), session, account };

  function account(id: string): MockSession<string> {
    if (typeof id !== "string" || !/^\d{12}$/.test(id))
      throw new ControlError(`The account ${JSON.stringify(id)} is wrong: it takes twelve digits.`);
    const credentials = { accessKeyId: id, secretAccessKey: "test" };
    return { account: id, credentials, ...controlOf(parts, scenarios, inTurn, id) };
  }

  function session(): MockSession<string> {
    while (isUsed(parts, String(next))) next++;
    const id = String(next++);
    parts.store?.reset(id);
    return account(id);
  }
}

function isUsed({ store, journal, faults, home }: ControlParts, account: string): boolean {
  return (
    account === home.account ||
    store?.knows(account) === true ||
    journal.knows(account) ||
    faults.list(account).length > 0
  );
}

/** The control of one account, or of the whole mock where it is absent. */
function controlOf(
  parts: ControlParts,
  scenarios: LazyScenarios,
  inTurn: InTurn,
  account?: string,
): MockControl<string> {
  const { journal, faults } = parts;
  return {
    clock: clockOf(parts, inTurn, account),
    faults: faultsOf(parts, account),
    state: {
      get: () => storeOf(parts).shown(account),
      put: (state) =>
        inTurn(async () => {
          await putState(storeOf(parts), state, account);
          scenarios.loaded?.forget(account);
        }),
    },
    scenario: (name) =>
      inTurn(async () => {
        const loaded = await scenarios.load();
        if (name === undefined) loaded.takeAway(account);
        else await loaded.show(name, account);
      }),
    scenarios: async () => (await scenarios.load()).list(account),
    events: () => eventsOf(storeOf(parts), account),
    clearEvents: () => storeOf(parts).events.clear(account),
    requests: (most) => journal.list(account, most),
    clearRequests: () => journal.clear(account),
    reset: () =>
      inTurn(() => {
        storeOf(parts).reset(account);
        scenarios.loaded?.end(account);
        journal.clear(account);
        faults.clear(account);
      }),
  };
}

function clockOf(parts: ControlParts, inTurn: InTurn, account: string | undefined): ClockControl {
  const clock = () => storeOf(parts).clockOf(account);
  const now = () => new Date(clock().now());
  const change = (wanted: ClockChange) =>
    inTurn(async () => {
      await changeClock(storeOf(parts), checkControl("ClockChange", wanted), account);
      return now();
    });
  return {
    now,
    get frozen() {
      return clock().frozen;
    },
    move: (by) => change({ move: by }),
    set: (to) => change({ now: to instanceof Date ? isoOf(to) : to }),
    freeze: () => storeOf(parts).freeze(true, account),
    unfreeze: () => storeOf(parts).freeze(false, account),
    change,
  };
}

/** A date's text; of one that is none the text that is refused. */
function isoOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? String(date) : date.toISOString();
}

function faultsOf(parts: ControlParts, account: string | undefined): FaultControl {
  const { faults } = parts;
  return {
    add: (fault) => faults.add(checkFault(parts, fault), account),
    list: () => faults.list(account),
    remove: (id) => faults.remove(id, account),
    clear: () => faults.clear(account),
  };
}

/** @throws ControlError for a fault that cannot be. */
function checkFault({ errorsOf }: ControlParts, fault: unknown): PlannedFault {
  const plan = checkControl("PlannedFault", fault) as PlannedFault;
  const declared = errorsOf(plan.operation);
  if (!declared) throw new ControlError(`There is no operation ${plan.operation}.`);
  if (plan.error !== undefined && !declared.has(plan.error))
    throw new ControlError(`The error ${plan.error} is not declared. There are: ${[...declared].join(", ")}.`);
  checkConnectionError(plan);
  return plan;
}

/** @throws ControlError for a failing connection of another operation than the one that connects, or of a call that is refused. */
function checkConnectionError({ operation, connectionError, error, status, drop }: PlannedFault): void {
  if (connectionError === undefined) return;
  if (operation !== "ConnectCustomKeyStore")
    throw new ControlError("A connectionError is a fault of the operation ConnectCustomKeyStore: name it.");
  if (error !== undefined || status !== undefined || drop === true)
    throw new ControlError(
      "A connectionError comes of a call that succeeds: it goes with no error, no status and no drop.",
    );
}

/** The state. @throws ControlError for a mock that has none */
export function storeOf({ store }: Pick<ControlParts, "store">): StateStore {
  if (store) return store;
  throw new ControlError("This mock has no state: it was started with --stateless or --spec.", 404, "TRENT_E_NO_STATE");
}

async function putState(store: StateStore, value: unknown, account: string | undefined): Promise<void> {
  checkControl("State", value);
  const state = restore(value);
  if (account !== undefined) checkAccount(state, account);
  checkDue(store.overdueCount(state, account), store.clockOf(account).now());
  await store.put(state, account);
}

function eventsOf(store: StateStore, account: string | undefined): MockEvents {
  store.advance(account);
  const events = store.events.list(account);
  return {
    cloudTrail: events.map(cloudTrailRecord),
    eventBridge: events.map(eventBridgeEvent).filter((event) => event !== undefined),
    dropped: store.events.dropped(account),
  };
}
