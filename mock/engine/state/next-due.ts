import { isReplica, type Key } from "./key";

/** When the next thing happens to a key by itself; undefined when nothing will. */
export function nextDue(key: Key): number | undefined {
  let at = key.settles?.at;
  if (key.onDemand && !isReplica(key)) at = earlier(at, key.onDemand.done);
  if (key.deletion?.date !== undefined) at = earlier(at, key.deletion.date);
  if (key.rotation && rotatesByItself(key)) at = earlier(at, key.rotation.next);
  if (key.origin === "EXTERNAL")
    for (const { validTo } of key.materials) if (validTo !== undefined) at = earlier(at, validTo);
  return at;
}

/**
 * Whether the schedule runs: it is held while the key is disabled or pending deletion (documented, docs/evidence/rotation.md#while-disabled), and of
 * related multi-Region keys the primary rotates for all (documented).
 */
export function rotatesByItself(key: Key): boolean {
  return key.rotation !== undefined && (key.state === "Enabled" || key.state === "Updating") && !isReplica(key);
}

function earlier(a: number | undefined, b: number): number {
  return a === undefined ? b : Math.min(a, b);
}
