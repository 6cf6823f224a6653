import type { Scenario } from "../scenarios/scenario";
import type { ScenarioSwitch, SwitchedParts } from "../scenarios/scenario-switch";

/** The switch of the scenarios, loaded when one is first asked for: few who load a mock in a page ask for any. */
export class LazyScenarios {
  /** Absent until then: no scenario is on. */
  loaded: ScenarioSwitch | undefined;

  constructor(
    private readonly parts: () => SwitchedParts,
    private readonly own: readonly Scenario[] | undefined,
  ) {}

  async load(): Promise<ScenarioSwitch> {
    const { ScenarioSwitch } = await import("../scenarios/when-asked");
    this.loaded ??= new ScenarioSwitch(this.parts(), this.own);
    return this.loaded;
  }
}
