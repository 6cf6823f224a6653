import { readFileSync } from "node:fs";
import { TrentProblem } from "../../openapi/dialect/problems";
import type { Locality } from "../engine/locality";
import { defaultFixtureDocument, fixtureDocumentOf, stateOfFixture } from "../engine/state/fixture";
import { checkFixture, type Fixture, type FixtureDocument } from "../engine/state/fixture-document";
import { KeyStore } from "../engine/state/state";
import { readPlacedYaml } from "./placed-yaml";

/**
 * The state that a fixture describes.
 * @param named `default`, `none` for an empty state, the path of a YAML or JSON file, or the fixture itself.
 * @param home the mock's own Region and account, where the fixture's keys are unless they say otherwise.
 * @param now what its relative times are relative to, epoch milliseconds.
 * @throws TrentProblem with file, line and reason.
 */
export function loadFixture(named: string | Fixture, home: Locality, now: number): KeyStore {
  if (typeof named !== "string") return stateOfFixture(fixtureDocumentOf(named), home, now);
  return loadNamed(named, home, now);
}

function loadNamed(name: string, home: Locality, now: number): KeyStore {
  if (name === "none") return new KeyStore();
  if (name === "default") return stateOfFixture(defaultFixtureDocument(), home, now);
  let text: string;
  try {
    text = readFileSync(name, "utf8");
  } catch (cause) {
    throw new TrentProblem("TRENT_E_FIXTURE_MISSING", `There is no fixture at ${name}.`, { cause });
  }
  return stateOfFixture(readFixture(text, name), home, now);
}

/**
 * Reads the text of a fixture, YAML or JSON.
 * @param file its name, for the reader of the refusal.
 * @throws TrentProblem with file, line and reason: for broken syntax, a key twice, or what the schema does not allow.
 */
export function readFixture(text: string, file: string): FixtureDocument {
  const { value, refuse } = readPlacedYaml(text, file, "TRENT_E_FIXTURE");
  return { fixture: checkFixture(value ?? {}, refuse), refuse };
}
