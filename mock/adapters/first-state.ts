import type { Locality } from "../engine/locality";
import { defaultFixtureDocument, fixtureDocumentOf, stateOfFixture } from "../engine/state/fixture";
import type { Fixture } from "../engine/state/fixture-document";
import { KeyStore } from "../engine/state/state";

/**
 * The state that a mock starts with.
 * @param fixture `default`, `none` for an empty state, or the fixture itself.
 * @param now what its relative times are relative to, epoch milliseconds.
 * @throws TrentProblem TRENT_E_FIXTURE for a value that is no fixture, with the place in it.
 */
export function firstState(fixture: "default" | "none" | Fixture, home: Locality, now: number): KeyStore {
  if (fixture === "none") return new KeyStore();
  return stateOfFixture(fixture === "default" ? defaultFixtureDocument() : fixtureDocumentOf(fixture), home, now);
}
