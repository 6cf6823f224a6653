import type { ControlSchemas } from "../control/validate-control";
import type { PlannedFault } from "../planned-faults";
import type { Fixture, KeyFixture } from "../state/fixture-document";

/** A named situation; `schema.json` says what each member means. */
export interface Scenario {
  readonly name: string;
  readonly sentence: string;
  readonly stores?: NonNullable<Fixture["stores"]>;
  readonly keys?: readonly KeyFixture[];
  readonly copies?: number;
  readonly faults?: readonly PlannedFault[];
  readonly delay?: { readonly milliseconds: number; readonly operations?: readonly string[] };
  readonly clock?: ControlSchemas["ClockChange"];
}

/** A file of scenarios, as its schema allows it. */
export interface ScenarioFile {
  readonly scenarios: readonly Scenario[];
}

/** Whether a scenario changes what a mock remembers: its keys, or its time. */
export function changesState({ stores, keys, clock }: Scenario): boolean {
  return stores !== undefined || keys !== undefined || clock !== undefined;
}
