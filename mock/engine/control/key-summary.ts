import { isReplica, type Key, type Material } from "../state/key";
import { stateOf } from "../state/key-state-rules";
import { rotatesByItself } from "../state/next-due";
import type { KeyStoreView } from "../state/state";
import type { ControlSchemas } from "./validate-control";

/** How many aliases a summary names. */
const ALIASES = 5;

/** How many rotations a summary dates: a key may have had a million. */
const ROTATIONS = 50;

type Rotated = Material & Required<Pick<Material, "rotated">>;

/** A moment in epoch milliseconds as the control interface writes it. */
export function isoDate(moment: number): string {
  return new Date(moment).toISOString();
}

/** A key in short. */
export function summaryOf(view: KeyStoreView, key: Key): ControlSchemas["KeySummary"] {
  const { onDemand, deletion, rotation } = key;
  const expires = key.materials.find(({ validTo, gone }) => validTo !== undefined && !gone)?.validTo;
  return {
    serial: key.serial,
    id: key.id,
    account: key.account,
    region: key.region,
    state: stateOf(view, key),
    spec: key.spec,
    usage: key.usage,
    origin: key.origin,
    manager: key.manager,
    description: key.description,
    aliases: view
      .aliasesOf(key.account, key.region, key.id)
      .slice(0, ALIASES)
      .map(({ name }) => name),
    ...(key.multiRegion && { multiRegion: isReplica(key) ? ("REPLICA" as const) : ("PRIMARY" as const) }),
    created: isoDate(key.created),
    ...(rotation && {
      rotation: {
        periodInDays: rotation.periodInDays,
        next: isoDate(rotation.next),
        held: !rotatesByItself(primaryOf(view, key)),
      },
    }),
    ...(onDemand && { onDemand: { started: isoDate(onDemand.started), done: isoDate(onDemand.done) } }),
    ...rotationsOf(key.materials),
    ...(deletion && {
      deletion: {
        windowInDays: deletion.windowInDays,
        ...(deletion.date !== undefined && { date: isoDate(deletion.date) }),
      },
    }),
    ...(expires !== undefined && { expires: isoDate(expires) }),
  };
}

/** The key whose schedule counts: of related multi-Region keys it is the primary's. */
function primaryOf(view: KeyStoreView, key: Key): Key {
  return (key.multiRegion && view.key(key.account, key.multiRegion.primary, key.id)) ?? key;
}

function rotationsOf(materials: readonly Material[]) {
  const isRotated = (material: Material): material is Rotated => material.rotated !== undefined;
  const latest = materials.slice(-ROTATIONS - 1).filter(isRotated);
  // The first material is the only one that no rotation made; one that waits has not been rotated to yet.
  const others = materials.length > ROTATIONS + 1 ? materials.slice(0, -ROTATIONS - 1).filter(isRotated).length : 0;
  return {
    rotations: others + latest.length,
    rotationDates: latest
      .slice(-ROTATIONS)
      .map(({ rotated, rotation = "AUTOMATIC" }) => ({ date: isoDate(rotated), type: rotation })),
  };
}
