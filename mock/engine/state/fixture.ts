import defaultFixture from "../../../generated/default-fixture.json";
import { TrentProblem } from "../../../openapi/dialect/problems";
import type { Locality } from "../locality";
import type { StateChange } from "./change";
import { checkFixture, type FixtureDocument } from "./fixture-document";
import { keyOf, type Loading, regionOf } from "./fixture-key";
import { isReplica, type Key } from "./key";
import { KeyStore } from "./state";

/** The fixture that the mock starts with by default. */
export function defaultFixtureDocument(): FixtureDocument {
  const refuse: FixtureDocument["refuse"] = (path, why) => {
    throw new TrentProblem("TRENT_E_FIXTURE", `The default fixture at ${path.join(".")}: ${why}.`);
  };
  return { fixture: checkFixture(defaultFixture, refuse), refuse };
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
  checkKeys(keys, state, loading);
  state.apply(keys.map((key): StateChange => ({ kind: "putKey", key: withShared(key, keys) })));
  addAliases(document, keys, state, loading);
  return state;
}

function storeChanges({ fixture }: FixtureDocument, loading: Loading): StateChange[] {
  return (fixture.stores ?? []).map(({ id, account, region, type, connected, cluster }) => ({
    kind: "putStore",
    store: {
      account: account ?? loading.home.account,
      region: regionOf(region, loading),
      id,
      type,
      connected: connected ?? true,
      ...(cluster !== undefined && { clusterId: cluster }),
    },
  }));
}

/** What no schema can say, each with its line. */
function checkKeys(keys: readonly Key[], state: KeyStore, { refuse }: Loading): void {
  const seen = new Set<string>();
  keys.forEach((key, index) => {
    const at = (...members: string[]) => ["keys", index, ...members];
    const name = `${key.account}/${key.region}/${key.id}`;
    if (seen.has(name)) refuse(at("id"), `the key ${key.id} is there twice in ${key.region}`);
    seen.add(name);
    if (key.id.startsWith("mrk-") !== (key.multiRegion !== undefined)) {
      refuse(at("id"), "an id with mrk- needs multiRegion, and multiRegion such an id");
    }
    const custom = key.origin === "AWS_CLOUDHSM" || key.origin === "EXTERNAL_KEY_STORE";
    if (custom !== (key.storeId !== undefined))
      refuse(at("origin"), `origin ${key.origin} and store do not go together`);
    if (key.storeId !== undefined && state.store(key.account, key.region, key.storeId)?.type !== key.origin) {
      refuse(at("store"), `there is no store ${key.storeId} for the origin ${key.origin}`);
    }
    if (key.rotation && (key.origin !== "AWS_KMS" || key.spec !== "SYMMETRIC_DEFAULT")) {
      refuse(at("rotation"), "only a symmetric key with origin AWS_KMS rotates automatically");
    }
    if (key.state === "PendingImport" && key.origin !== "EXTERNAL") {
      refuse(at("state"), "only a key with origin EXTERNAL is PendingImport");
    }
    if (!key.multiRegion) return;
    const regions = [key.multiRegion.primary, ...key.multiRegion.replicas];
    if (!regions.includes(key.region)) refuse(at("multiRegion"), `the Region ${key.region} is not among its own`);
    const missing = regions.find((region) => !keys.some((other) => isRelative(key, other) && other.region === region));
    if (missing !== undefined) refuse(at("multiRegion"), `there is no related key in ${missing}`);
  });
}

/** A replica has the material and the rotation of its primary, which need not be written twice. */
function withShared(key: Key, keys: readonly Key[]): Key {
  if (!isReplica(key) || key.origin === "EXTERNAL") return key;
  const primary = keys.find((other) => isRelative(key, other) && other.region === key.multiRegion?.primary);
  if (!primary) return key;
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
