import { callOperations } from "../../generated/call-operations";
import { leftOut } from "../../generated/service";
import type { SteerableMock } from "../engine/control/mock-control";
import { createEngine } from "../engine/create-engine";
import { cryptographyOnDemand } from "../engine/cryptography/cryptography";
import { createLog, type LogLevel } from "../engine/log";
import type { Fixture } from "../engine/state/fixture-document";
import { randomIds, seededIds } from "../engine/state/ids";
import { restore } from "../engine/state/snapshot";
import { StateStore } from "../engine/state-store";
import { createFetch } from "./fetch";
import { firstState } from "./first-state";
import { Keeping, type KeepStorage } from "./keep";
import { lazyExamples } from "./lazy-examples";
import { lazyHostileMode } from "./lazy-hostile-mode";
import { lazyOperations } from "./lazy-operations";
import { loadCryptography } from "./load-cryptography";
import { checkTrentOptions } from "./trent-options";

export type { ScenarioName } from "../../generated/scenario-names";
export { TrentProblem } from "../../openapi/dialect/problems";
export type { ClockMove, MockControl, MockSession, ScenarioList, SteerableMock } from "../engine/control/mock-control";
export type { LogLevel } from "../engine/log";
export type { Fixture } from "../engine/state/fixture-document";
export type { KeepStorage } from "./keep";

/** How a mock in this process is. Each member has the meaning and the default of the flag of its name. */
export interface TrentOptions {
  /** The keys to start with: `default`, `none`, or a fixture as a value. `default` where absent. */
  readonly fixtures?: "default" | "none" | Fixture;
  /** The Region of unsigned calls, and of the keys to start with. `us-east-1` where absent. */
  readonly region?: string;
  /** The account of unsigned calls, and of the keys to start with, twelve digits. `111122223333` where absent. */
  readonly account?: string;
  /** Makes ids and the hostile mode repeatable: a whole number from 0. */
  readonly seed?: number;
  /** Where the state outlives this page, such as `sessionStorage`, under the name `trent-state`. */
  readonly keep?: KeepStorage;
  /** Whether a refusal names its rule in the header `x-trent-rule`. */
  readonly explain?: boolean;
  /** Whether to vary all that a client must not rely on. What that needs is loaded with the first call. */
  readonly hostile?: boolean;
  /** Whether AWS's quotas are lifted. */
  readonly noQuotas?: boolean;
  /** How much to write to the console; `warn` where absent. */
  readonly logLevel?: LogLevel;
}

/** A mock without a server: in a process of Node, in a page or in a worker. */
export interface Trent extends SteerableMock {
  /**
   * Answers a request as the served mock would: `POST /` for each operation, `/_trent/` for the control interface. The
   * host of the URL does not matter, and nothing leaves the process. It has no need of `this`, so that a client can be
   * given it as its `fetch`.
   * @throws TypeError where a planned fault drops the connection, and the reason of the signal that aborts the call.
   */
  fetch(this: void, input: Request | URL | string, init?: RequestInit): Promise<Response>;
}

/**
 * Makes a mock in this process. It is independent of every other.
 * @throws TrentProblem TRENT_E_OPTION for an option that cannot be, TRENT_E_FIXTURE for such a fixture, and
 * TRENT_E_STATE_DAMAGED where `keep` holds what is no state of Trent; it stays there as it is.
 */
export function createTrent(options: TrentOptions = {}): Trent {
  const { seed, explain, keep, ...rest } = checkTrentOptions(options);
  const log = createLog(rest.logLevel, (text) => console.warn(text.trimEnd()));
  const locality = { region: rest.region, account: rest.account };
  const ids = seed === undefined ? randomIds() : seededIds(seed);
  const lazy = lazyOperations();
  const store = new StateStore(
    (now, account) => firstState(rest.fixtures, { ...locality, ...(account !== undefined && { account }) }, now),
    {
      ids,
      operations: lazy.operations,
      noQuotas: rest.noQuotas,
      cryptography: cryptographyOnDemand(() => loadCryptography(seed !== undefined)),
    },
  );
  if (keep) {
    const keeping = new Keeping(keep, log);
    const saved = keeping.load();
    if (saved) store.restore({ state: restore(saved.state), clock: saved.clock });
    store.watch(() => keeping.changed(() => store.snapshot()));
  }
  const hostile = rest.hostile ? lazyHostileMode(seed ?? Date.now() % 2 ** 31) : undefined;
  const engine = createEngine({
    loaded: { operations: Object.values(callOperations), leftOut, checks: lazy.checks, isOwn: true },
    locality,
    store,
    examples: lazyExamples(),
    log,
    requestId: seed === undefined ? undefined : seededIds(seed + 1).uuid,
    hostile: hostile?.mode,
    control: true,
    explain,
  });
  return {
    ...engine.mock,
    fetch: createFetch(engine, (target) => {
      const loading = lazy.load(target);
      return hostile ? Promise.all([hostile.load(), loading]) : loading;
    }),
  };
}
