import builtIn from "../../../generated/scenarios.json";
import { TrentProblem } from "../../../openapi/dialect/problems";
import type { Scenario, ScenarioFile } from "./scenario";

/** The scenarios that a mock has: those of a user's file, and of Trent's own those without the name of one. */
export class ScenarioBook {
  readonly #byName: ReadonlyMap<string, Scenario>;

  /** @param own of the user. */
  constructor(own: readonly Scenario[] = []) {
    const { scenarios } = builtIn as ScenarioFile;
    this.#byName = new Map([...scenarios, ...own].map((scenario) => [scenario.name, scenario]));
  }

  get all(): readonly Scenario[] {
    return [...this.#byName.values()];
  }

  /** @throws TrentProblem TRENT_E_SCENARIO for an unknown name, with those that there are. */
  named(name: string): Scenario {
    const scenario = this.#byName.get(name);
    if (scenario) return scenario;
    const names = [...this.#byName.keys()].join(", ");
    throw new TrentProblem("TRENT_E_SCENARIO", `There is no scenario ${JSON.stringify(name)}. There are: ${names}.`);
  }
}
