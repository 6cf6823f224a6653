import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sync as writeFileAtomic } from "write-file-atomic";
import type { TrentOperation } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import { isReadOnly } from "../contract-document";
import type { Received, Sent } from "../contract-exchange";
import { NOBODYS_KEY, NOBODYS_MULTI_REGION_KEY } from "../given/provider-states";
import type { Sender } from "../send/sender";
import { SuiteFault } from "../suite-errors";
import { scheduleDeletion } from "./schedule-deletion";

/** Half of the request quotas per second that are low (docs/evidence/quotas-and-consistency.md#request-quotas): others use the account too. */
const PER_SECOND: Readonly<Partial<Record<TrentOperation, number>>> = {
  CreateKey: 2,
  EnableKey: 2,
  DisableKey: 2,
  DisableKeyRotation: 2,
  CancelKeyDeletion: 2,
};
const OTHERWISE = 5;

/**
 * Protects the account of a live run: no key of anybody else is changed, request quotas are respected, and every key of
 * the run is scheduled for deletion.
 */
export interface LiveGuard {
  /** Waits until the quota allows the request. @throws SuiteFault for one that would change a key of anybody else. */
  gate(sent: Sent): Promise<void>;
  /** Writes down each key that an answer made. */
  onAnswer(sent: Sent, received: Received, region: string): void;
  /**
   * Schedules every key of the run for deletion. It is safe to call it twice.
   * @returns the ids of keys that could not be scheduled. They stay in the file, so that the next run tries again.
   */
  tidy(): Promise<readonly string[]>;
}

/**
 * Opens the guard of a live run, and schedules the keys that a crashed run left behind.
 * @param home the Region of the run
 * @param file where the keys are written down before anything else is done with them
 */
export async function openLiveGuard(sender: Sender, home: string, file: string): Promise<LiveGuard> {
  const own = new Map<string, Set<string>>(readKeys(file));
  const lastAt = new Map<string, number>();
  mkdirSync(path.dirname(file), { recursive: true });
  const save = () => writeFileAtomic(file, JSON.stringify([...own].map(([id, regions]) => [id, [...regions]])));
  const add = (id: string, region: string) => {
    own.set(id, (own.get(id) ?? new Set()).add(region));
    save();
  };
  const guard: LiveGuard = {
    gate: async (sent) => {
      refuseForeign(sent, own);
      const { operation } = sent;
      const gap = 1000 / ((operation && PER_SECOND[operation]) ?? OTHERWISE);
      const at = Math.max(Date.now(), (lastAt.get(operation ?? "") ?? 0) + gap);
      lastAt.set(operation ?? "", at);
      await delay(at - Date.now());
    },
    onAnswer: (sent, received, region) => {
      const body = objectOf(received.json);
      const { KeyId } = objectOf(body.KeyMetadata ?? body.ReplicaKeyMetadata);
      if (received.status !== 200 || typeof KeyId !== "string") return;
      const { ReplicaRegion } = objectOf(parsed(sent.body));
      if (sent.operation === "CreateKey") add(KeyId, region);
      if (sent.operation === "ReplicateKey" && typeof ReplicaRegion === "string") add(KeyId, ReplicaRegion);
    },
    tidy: async () => {
      for (const [id, regions] of own) {
        // A primary cannot be deleted before its replicas, so the home Region comes last.
        for (const region of [...regions].sort((a, b) => Number(a === home) - Number(b === home))) {
          if (await scheduleDeletion(sender, id, region)) regions.delete(region);
        }
        if (regions.size === 0) own.delete(id);
      }
      save();
      return [...own.keys()];
    },
  };
  await guard.tidy();
  return guard;
}

function readKeys(file: string): [string, Set<string>][] {
  if (!existsSync(file)) return [];
  const keys = JSON.parse(readFileSync(file, "utf8")) as [string, string[]][];
  return keys.map(([id, regions]) => [id, new Set(regions)]);
}

/** @throws SuiteFault for a request that would change a key which this run did not make. */
function refuseForeign({ operation, body }: Sent, own: ReadonlyMap<string, unknown>): void {
  if (operation === undefined || isReadOnly(operation)) return;
  const { KeyId, TargetKeyId } = objectOf(parsed(body));
  for (const name of [KeyId, TargetKeyId]) {
    if (typeof name !== "string" || !looksLikeKey(name)) continue;
    const id = name.slice(name.lastIndexOf("/") + 1);
    if (!own.has(id) && id !== NOBODYS_KEY && id !== NOBODYS_MULTI_REGION_KEY)
      throw new SuiteFault(`${operation} would change the key ${id}, which this run did not make.`);
  }
}

function looksLikeKey(name: string): boolean {
  return /(^|\/)([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/.test(name);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
