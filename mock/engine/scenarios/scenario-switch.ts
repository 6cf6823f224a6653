import { changeClock } from "../control/change-clock";
import type { ControlSchemas } from "../control/validate-control";
import type { Locality } from "../locality";
import type { ClockSetting } from "../mock-clock";
import type { PlannedFault, PlannedFaults } from "../planned-faults";
import { changesAdding, checkAccount } from "../state/account-state";
import { snapshot } from "../state/snapshot";
import type { KeyStore } from "../state/state";
import type { StateStore } from "../state-store";
import { changesState, type Scenario } from "./scenario";
import { ScenarioBook } from "./scenario-book";
import { plannedFaultsOf } from "./scenario-faults";
import { stateOfScenario } from "./scenario-keys";
import { takeBack, type Undo, undoOf } from "./state-undo";

/** What scenarios change. */
export interface SwitchedParts {
  /** @throws ControlError for a mock without state. */
  readonly store: () => StateStore;
  readonly faults: PlannedFaults;
  /** @throws ControlError for a fault that cannot be. */
  readonly checkFault: (fault: PlannedFault) => PlannedFault;
  readonly operations: readonly string[];
  /** The mock's own account and Region. */
  readonly home: Locality;
}

/** A scenario that is on, with what it takes to take it away. */
interface Shown {
  readonly name: string;
  faults: readonly string[];
  undo: readonly Undo[];
  clock?: { readonly before: ClockSetting; readonly after: ClockSetting };
}

/**
 * Puts scenarios on and takes them away: one at a time for each account, and one for the whole mock. A method that takes an
 * account is about that account's, and without one about the whole mock's.
 */
export class ScenarioSwitch {
  readonly #book: ScenarioBook;
  readonly #shown = new Map<string | undefined, Shown>();

  /** @param own scenarios of the user. */
  constructor(
    private readonly parts: SwitchedParts,
    own?: readonly Scenario[],
  ) {
    this.#book = new ScenarioBook(own);
  }

  /** The scenarios that there are, and the one that is on. */
  list(account?: string): ControlSchemas["Scenarios"] {
    const shown = this.#shown.get(account);
    return {
      ...(shown && { on: shown.name }),
      scenarios: this.#book.all.map(({ name, sentence }) => ({ name, sentence })),
    };
  }

  /**
   * Shows a scenario in place of the one that is on.
   * @throws TrentProblem for an unknown name, and for what this mock cannot show: nothing is changed then.
   */
  async show(name: string, account?: string): Promise<void> {
    const scenario = this.#book.named(name);
    const { faults, checkFault, operations } = this.parts;
    const plans = plannedFaultsOf(scenario, operations).map(checkFault);
    const added = changesState(scenario) ? this.#stateOf(scenario, account) : undefined;
    this.takeAway(account);
    const shown: Shown = { name, faults: [], undo: [] };
    this.#shown.set(account, shown);
    try {
      if (added) shown.undo = this.#add(added);
      if (scenario.clock) shown.clock = await this.#changeClock(scenario.clock, account);
      shown.faults = plans.map((plan) => faults.add(plan, account));
    } catch (cause) {
      this.takeAway(account);
      throw cause;
    }
  }

  /** Takes away the scenario that is on, if one is. */
  takeAway(account?: string): void {
    const shown = this.#shown.get(account);
    if (!shown) return;
    this.#shown.delete(account);
    for (const id of shown.faults) this.parts.faults.remove(id, account);
    const { undo, clock } = shown;
    if (undo.length === 0 && !clock) return;
    const store = this.parts.store();
    takeBack(undo, store.view, (changes) => store.change(changes));
    // A clock that somebody has changed since is theirs.
    if (clock && store.clockOf(account).saved === clock.after) store.restoreClock(clock.before, account);
  }

  /** Nothing that scenarios have added to an account, or to the whole mock, is there any more: it is not taken back. */
  forget(account?: string): void {
    for (const shown of this.#shown.values())
      shown.undo = account === undefined ? [] : shown.undo.filter((each) => each.account !== account);
  }

  /** A reset: the scenarios are off, and nothing is left of them. */
  end(account?: string): void {
    this.forget(account);
    if (account === undefined) this.#shown.clear();
    else this.#shown.delete(account);
  }

  #stateOf(scenario: Scenario, account: string | undefined): KeyStore {
    const { store, home } = this.parts;
    const own = { ...home, account: account ?? home.account };
    const state = stateOfScenario(scenario, own, store().clockOf(account).now());
    if (account !== undefined) checkAccount(state, account);
    return state;
  }

  /** Adds what a scenario has, and says how to take it back. */
  #add(added: KeyStore): readonly Undo[] {
    const store = this.parts.store();
    const changes = changesAdding(snapshot(added), store.view);
    const undo = undoOf(changes, store.view);
    store.change(changes);
    return undo;
  }

  async #changeClock(change: ControlSchemas["ClockChange"], account: string | undefined) {
    const store = this.parts.store();
    const before = store.clockOf(account).saved;
    await changeClock(store, change, account);
    return { before, after: store.clockOf(account).saved };
  }
}
