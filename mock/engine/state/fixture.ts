import defaultFixture from "../../../generated/default-fixture.json";
import { TrentProblem } from "../../../openapi/dialect/problems";
import type { Locality } from "../locality";
import type { StateChange } from "./change";
import { checkFixture, type FixtureDocument } from "./fixture-document";
import { keyOf, type Loading, regionOf } from "./fixture-key";
import { storeOf } from "./fixture-store";
import { isReplica, type Key } from "./key";
import { firstKeyFault } from "./key-faults";
import { checkSnapshot, snapshot } from "./snapshot";
import { KeyStore } from "./state";
import { relatedMaterials } from "./whole-material";

/** The fixture that the mock starts with by default. */
export function defaultFixtureDocument(): FixtureDocument {
  return fixtureDocumentOf(defaultFixture, "The default fixture");
}

/**
 * A fixture that is a value, not a file.
 * @param name what a refusal calls it.
 * @throws TrentProblem TRENT_E_FIXTURE with the place and the reason, now or when a state is made from it.
 */
export function fixtureDocumentOf(value: unknown, name = "The fixture"): FixtureDocument {
  const refuse: FixtureDocument["refuse"] = (path, why) => {
    const place = path.length === 0 ? "" : ` at ${path.join(".")}`;
    throw new TrentProblem("TRENT_E_FIXTURE", `${name} is wrong${place}: ${why.replace(/\.?$/, ".")}`);
  };
  return { fixture: checkFixture(value, refuse), refuse };
}

/**
 * The state that a fixture describes.
 * @param home the mock's own Region and account, where the fixture's keys are unless they say otherwise.
 * @param now what its relative times are relative to, epoch milliseconds.
 * @throws what the document's `refuse` throws.
 */
export function stateOfFixture(document: FixtureDocument, home: Locality, now: number): KeyStore {
  const loading: Loading = { home, now, refuse: document.refuse };
  const state = new KeyStore();
  state.apply(storeChanges(document, loading));
  const keys = (document.fixture.keys ?? []).map((written, index) => {
    return keyOf(written, ["keys", index], index + 1, loading);
  });
  const shared = keys.map((key) => withShared(key, keys));
  checkKeys(shared, state, loading);
  state.apply(shared.map((key): StateChange => ({ kind: "putKey", key })));
  addAliases(document, keys, state, loading);
  checkShape(state, loading);
  return state;
}

function storeChanges({ fixture }: FixtureDocument, loading: Loading): StateChange[] {
  return (fixture.stores ?? []).map((written, index) => ({
    kind: "putStore",
    store: storeOf(written, ["stores", index], loading),
  }));
}

/** The members of a fixture's key that are called otherwise in the state. */
const WRITTEN: Partial<Record<keyof Key, string>> = { storeId: "store", materials: "imported" };

/** What no schema can say, with its line. */
function checkKeys(keys: readonly Key[], state: KeyStore, { refuse }: Loading): void {
  const fault = firstKeyFault(keys, (account, region, id) => state.store(account, region, id));
  if (fault) refuse(["keys", fault.index, WRITTEN[fault.member] ?? fault.member], fault.why);
}

/** What AWS's shapes say and the fixture's own schema does not: a state that is there can be written out and read again. */
function checkShape(state: KeyStore, { refuse }: Loading): void {
  try {
    checkSnapshot(snapshot(state));
  } catch (error) {
    if (!(error instanceof TrentProblem)) throw error;
    refuse(["keys"], error.message);
  }
}

/** A replica has the material and the rotation of its primary, which need not be written twice. */
function withShared(key: Key, keys: readonly Key[]): Key {
  if (!isReplica(key)) return key;
  const primary = keys.find((other) => isRelative(key, other) && other.region === key.multiRegion?.primary);
  if (!primary) return key;
  if (key.origin === "EXTERNAL") return { ...key, materials: relatedMaterials(primary.materials, key.materials) };
  const { materials, onDemandCount, rotation, onDemand } = primary;
  return { ...key, materials, onDemandCount, ...(rotation && { rotation }), ...(onDemand && { onDemand }) };
}

function isRelative(key: Key, other: Key): boolean {
  return other.id === key.id && other.account === key.account;
}

function addAliases(
  { fixture, refuse }: FixtureDocument,
  keys: readonly Key[],
  state: KeyStore,
  loading: Loading,
): void {
  const add = (place: (string | number)[], account: string, region: string, name: string, of?: Key) => {
    if (state.alias(account, region, name)?.serial) refuse(place, `the alias ${name} is there twice in ${region}`);
    const known = of && { target: of.id, created: of.created, updated: of.created };
    state.apply([{ kind: "putAlias", alias: { account, region, name, serial: state.nextSerial, ...known } }]);
  };
  fixture.aliases?.forEach(({ name, account, region }, index) => {
    add(["aliases", index, "name"], account ?? loading.home.account, regionOf(region, loading), name);
  });
  fixture.keys?.forEach(({ aliases }, index) => {
    const key = keys[index];
    if (!key) return;
    for (const [position, name] of (aliases ?? []).entries()) {
      add(["keys", index, "aliases", position], key.account, key.region, name, key);
    }
  });
}
