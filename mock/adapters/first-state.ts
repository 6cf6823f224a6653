import { TrentProblem } from "../../openapi/dialect/problems";
import type { Locality } from "../engine/locality";
import { defaultFixtureDocument, stateOfFixture } from "../engine/state/fixture";
import { checkFixture, type FixtureDocument } from "../engine/state/fixture-document";
import { KeyStore } from "../engine/state/state";

/**
 * The state that a mock starts with.
 * @param fixture `default`, `none` for an empty state, or a fixture as a value.
 * @param now what its relative times are relative to, epoch milliseconds.
 * @throws TrentProblem TRENT_E_FIXTURE for a value that is no fixture, with the place in it.
 */
export function firstState(fixture: "default" | "none" | object, home: Locality, now: number): KeyStore {
  if (fixture === "none") return new KeyStore();
  return stateOfFixture(fixture === "default" ? defaultFixtureDocument() : fixtureOf(fixture), home, now);
}

function fixtureOf(value: object): FixtureDocument {
  const refuse: FixtureDocument["refuse"] = (path, why) => {
    throw new TrentProblem(
      "TRENT_E_FIXTURE",
      `The fixture at ${path.join(".") || "its root"}: ${why.replace(/\.$/, "")}.`,
    );
  };
  return { fixture: checkFixture(value, refuse), refuse };
}
