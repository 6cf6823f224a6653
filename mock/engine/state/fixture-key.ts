import type { Locality } from "../locality";
import type { FixtureDocument, FixturePath, KeyFixture } from "./fixture-document";
import { fixtureTime } from "./fixture-time";
import { seededIds } from "./ids";
import { DAY, type Key, type Material } from "./key";
import { fits } from "./key-specs";
import { keptPolicy } from "./policy-text";

/** What the making of a fixture's keys needs to know about where and when it is loaded. */
export interface Loading {
  readonly home: Locality;
  readonly now: number;
  readonly refuse: FixtureDocument["refuse"];
}

/** The Region that a fixture names: `home` is the mock's own, `other` one more of its partition. */
export function regionOf(name: string | undefined, { home }: Loading): string {
  if (name === undefined || name === "home") return home.region;
  if (name !== "other") return name;
  const candidates = home.region.startsWith("cn-")
    ? ["cn-north-1", "cn-northwest-1"]
    : home.region.startsWith("us-gov-")
      ? ["us-gov-west-1", "us-gov-east-1"]
      : ["us-west-2", "us-east-1"];
  return candidates.find((region) => region !== home.region) ?? home.region;
}

/** The key that a fixture describes. Ids of its key materials follow from its own id, so that each start gives the same. */
export function keyOf(written: KeyFixture, place: FixturePath, serial: number, loading: Loading): Key {
  const { home, now, refuse } = loading;
  const time = (text: string, ...members: FixturePath): number =>
    fixtureTime(text, now) ??
    refuse([...place, ...members], `${text} is not a time: write -400d, +12h or an ISO date-time`);
  const spec = written.spec ?? "SYMMETRIC_DEFAULT";
  const usage = written.usage ?? "ENCRYPT_DECRYPT";
  if (!fits(spec, usage)) refuse([...place, "spec"], `KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  const multiRegion = written.multiRegion && {
    primary: regionOf(written.multiRegion.primary, loading),
    replicas: (written.multiRegion.replicas ?? []).map((name) => regionOf(name, loading)),
  };
  const { rotation, onDemand } = written;
  return {
    account: written.account ?? home.account,
    region: regionOf(written.region, loading),
    id: written.id,
    serial,
    created: written.created === undefined ? now : time(written.created, "created"),
    description: written.description ?? "",
    spec,
    usage,
    origin: written.origin ?? "AWS_KMS",
    manager: written.manager ?? "CUSTOMER",
    state: written.state ?? "Enabled",
    tags: Object.entries(written.tags ?? {}).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    materials: materialsOf(written, time),
    onDemandCount: written.onDemandCount ?? (written.rotations ?? []).filter(({ type }) => type === "ON_DEMAND").length,
    ...(written.settles !== undefined && { settles: { at: time(written.settles, "settles"), to: "Enabled" } as const }),
    ...(written.policy !== undefined && {
      policy: policyTextOf(written.policy, home),
    }),
    ...(rotation && {
      rotation: {
        periodInDays: rotation.period ?? 365,
        next:
          rotation.next === undefined ? now + (rotation.period ?? 365) * DAY : time(rotation.next, "rotation", "next"),
      },
    }),
    ...(onDemand && {
      onDemand: { started: time(onDemand.started, "onDemand"), done: time(onDemand.done, "onDemand") },
    }),
    ...deletionOf(written, now, time),
    ...(multiRegion && { multiRegion }),
    ...(written.store !== undefined && { storeId: written.store }),
    ...(written.xksKeyId !== undefined && { xksKeyId: written.xksKeyId }),
  };
}

/** A policy as AWS would keep it; a text that is no policy stays as it is, so that a test can show one. */
function policyTextOf(policy: string | object, home: Locality): string {
  const text = typeof policy === "string" ? policy : JSON.stringify(policy);
  return keptPolicy(text, home.region);
}

function deletionOf(written: KeyFixture, now: number, time: (text: string, member: string) => number) {
  const windowInDays = written.deletion?.window ?? 30;
  if (written.state === "PendingReplicaDeletion") return { deletion: { windowInDays } };
  if (written.state !== "PendingDeletion") return {};
  const date = written.deletion?.date;
  return {
    deletion: { windowInDays, date: date === undefined ? now + windowInDays * DAY : time(date, "deletion") },
  };
}

function materialsOf(written: KeyFixture, time: (text: string, ...members: FixturePath) => number): Material[] {
  const ids = seededIds(`fixture ${written.id}`);
  const { origin = "AWS_KMS", imported } = written;
  if (origin === "AWS_CLOUDHSM" || origin === "EXTERNAL_KEY_STORE" || written.state === "PendingImport") return [];
  const first: Material = {
    id: ids.hex(64),
    ...(imported?.description !== undefined && { description: imported.description }),
    ...(imported?.expires !== undefined && { validTo: time(imported.expires, "imported", "expires") }),
  };
  const rotated = (written.rotations ?? []).map(({ date, type }, index): Material => {
    return { id: ids.hex(64), rotated: time(date, "rotations", index), rotation: type ?? "AUTOMATIC" };
  });
  return [first, ...rotated, ...(imported?.pending ? [{ id: ids.hex(64), pending: true } as const] : [])];
}
