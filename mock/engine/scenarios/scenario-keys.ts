import type { Locality } from "../locality";
import { fixtureDocumentOf, stateOfFixture } from "../state/fixture";
import type { FixtureDocument, FixturePath, KeyFixture } from "../state/fixture-document";
import type { KeyStore } from "../state/state";
import type { Scenario } from "./scenario";

/** How many digits of an id are counted on, from its end. */
const COUNTED = 12;

/**
 * The keys, aliases and stores that a scenario adds, as a state of its own.
 * @param home the account and Region where they are unless they say otherwise.
 * @param now what their times are relative to, epoch milliseconds.
 * @param refuse says that something is wrong, with its place in the scenario; as a fixture's where absent.
 * @throws what `refuse` throws, for keys that cannot be.
 */
export function stateOfScenario(
  scenario: Scenario,
  home: Locality,
  now: number,
  refuse: FixtureDocument["refuse"] = fixtureDocumentOf({}, `The scenario ${scenario.name}`).refuse,
): KeyStore {
  const { stores = [], keys = [], copies = 0 } = scenario;
  const copied = Array.from({ length: copies }, (_, index) => keys.map((key) => copyOf(key, index + 1)));
  const fixture = { stores, keys: [...keys, ...copied.flat()] };
  return stateOfFixture({ fixture, refuse: (path, why) => refuse(asWritten(path), why) }, home, now);

  /** What is wrong with a copy is shown at the key that it is a copy of. */
  function asWritten(path: FixturePath): FixturePath {
    const [list, index, ...members] = path;
    return list === "keys" && typeof index === "number" ? [list, index % keys.length, ...members] : path;
  }
}

/** @param steps how far the id is counted on, in hexadecimal digits as it has. */
function copyOf(key: KeyFixture, steps: number): KeyFixture {
  const last = (Number.parseInt(key.id.slice(-COUNTED), 16) + steps).toString(16).padStart(COUNTED, "0");
  return {
    ...key,
    id: key.id.slice(0, -COUNTED) + last.slice(-COUNTED),
    ...(key.aliases && { aliases: key.aliases.map((alias) => `${alias}-${steps + 1}`) }),
  };
}
