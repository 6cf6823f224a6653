import { readFileSync } from "node:fs";
import { scenarioValidators } from "../../generated/scenario-validators";
import { TrentProblem } from "../../openapi/dialect/problems";
import { momentAfter } from "../engine/control/change-clock";
import { errorsOf } from "../engine/control/operation-list";
import type { LoadedDocument } from "../engine/create-engine";
import type { Locality } from "../engine/locality";
import type { Scenario, ScenarioFile } from "../engine/scenarios/scenario";
import { fits } from "../engine/scenarios/scenario-faults";
import { stateOfScenario } from "../engine/scenarios/scenario-keys";
import { type FixtureDocument, refuseFault } from "../engine/state/fixture-document";
import { readPlacedYaml } from "./placed-yaml";

/** What the scenarios of a file have to fit. */
interface Fitting {
  readonly operations: LoadedDocument["operations"];
  /** The mock's own account and Region. */
  readonly home: Locality;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Reads a user's file of scenarios, YAML or JSON.
 * @throws TrentProblem TRENT_E_SCENARIO with file, line and reason, also for what only shows once a scenario is put on: keys
 * that cannot be, an error that no operation declares, a moment that no clock can have.
 */
export function readScenarioFile(file: string, fitting: Fitting): readonly Scenario[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new TrentProblem("TRENT_E_SCENARIO", `There is no file of scenarios at ${file}.`, { cause });
  }
  const { value, refuse } = readPlacedYaml(text, file, "TRENT_E_SCENARIO");
  const validate = scenarioValidators.scenarios;
  if (!validate(value)) return refuseFault(validate.errors?.[0], "the file", refuse);
  const { scenarios } = value as ScenarioFile;
  const names = new Set<string>();
  for (const [index, scenario] of scenarios.entries()) {
    const refuseHere: FixtureDocument["refuse"] = (path, why) => refuse(["scenarios", index, ...path], why);
    if (names.has(scenario.name)) refuseHere(["name"], `the scenario ${scenario.name} is there twice`);
    names.add(scenario.name);
    checkScenario(scenario, fitting, refuseHere);
  }
  return scenarios;
}

function checkScenario(
  scenario: Scenario,
  { operations, home, now }: Fitting,
  refuse: FixtureDocument["refuse"],
): void {
  const { faults = [], delay, clock } = scenario;
  for (const [index, { operation, error }] of faults.entries()) {
    const declared = errorsOf(operations, operation);
    if (!declared) {
      refuse(["faults", index, "operation"], `there is no operation ${operation}`);
      continue;
    }
    if (error !== undefined && !declared.has(error))
      refuse(
        ["faults", index, "error"],
        operation ? `${operation} does not declare ${error}` : `no operation declares ${error}`,
      );
  }
  for (const [index, name] of (delay?.operations ?? []).entries())
    if (!operations.some((operation) => fits(name, operation.name)))
      refuse(["delay", "operations", index], `there is no operation ${name}`);
  stateOfScenario(scenario, home, now, refuse);
  try {
    if (clock) momentAfter(clock, now);
  } catch (error) {
    if (!(error instanceof TrentProblem)) throw error;
    refuse(["clock"], error.message);
  }
}
