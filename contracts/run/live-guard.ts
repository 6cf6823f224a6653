import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sync as writeFileAtomic } from "write-file-atomic";
import type { TrentOperation } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import { TrentProblem } from "../../openapi/dialect/problems";
import { isReadOnly } from "../contract-document";
import { jsonOf, type Received, type Sent } from "../contract-exchange";
import { SHORTEST_WINDOW, TAG } from "../given/key-states";
import { NOBODYS_KEY, NOBODYS_MULTI_REGION_KEY } from "../given/provider-states";
import type { Sender } from "../send/sender";
import { SuiteFault } from "../suite-errors";
import { type Attempts, scheduleDeletion, WITHIN } from "./schedule-deletion";

/** Half of the request quotas per second that are low (docs/evidence/quotas-and-consistency.md#request-quotas): others use the account too. */
const PER_SECOND: Readonly<Partial<Record<TrentOperation, number>>> = {
  CreateKey: 2,
  EnableKey: 2,
  DisableKey: 2,
  DisableKeyRotation: 2,
  CancelKeyDeletion: 2,
  CreateCustomKeyStore: 2,
  DescribeCustomKeyStores: 2,
  UpdateCustomKeyStore: 2,
  DeleteCustomKeyStore: 2,
  ConnectCustomKeyStore: 2,
  DisconnectCustomKeyStore: 2,
};
const OTHERWISE = 5;

/** After so many keys in a row that used up their time, the service is gone: the others would wait as long, for nothing. */
const GIVES_UP_AFTER = 5;

/**
 * Protects the account of a live run: no key of anybody else is changed, request quotas are respected, and every key of
 * the run is scheduled for deletion.
 */
export interface LiveGuard {
  /** Waits until the quota allows the request. @throws SuiteFault for one that would change a key of anybody else. */
  gate(sent: Sent): Promise<void>;
  /** Writes down each key that an answer made. @throws TrentProblem TRENT_E_LIVE_KEYS where the file cannot be written. */
  onAnswer(sent: Sent, received: Received, region: string): void;
  /** Remembers a request without an answer, which may have made a key all the same. */
  onLost(sent: Sent, region: string): void;
  /**
   * Schedules every key of the run for deletion. It is safe to call it twice. A key leaves the file only when it is
   * sure that it is scheduled or gone.
   * @returns the ids of keys that could not be scheduled. They stay in the file, so that the next run tries again.
   */
  tidy(): Promise<readonly string[]>;
  /** What a person has to do about keys that are left: sentences, each with the command for a shell. */
  remedies(): readonly string[];
}

/** A key of the run: where it is, and whose. */
interface OwnKey {
  readonly regions: Set<string>;
  readonly account: string | undefined;
}

/**
 * Opens the guard of a live run, and schedules the keys that a crashed run left behind.
 * @param home the Region of the run
 * @param file where the keys are written down before anything else is done with them
 * @param attempts how long the deletion of a key is tried
 * @throws TrentProblem TRENT_E_LIVE_KEYS, before any request, where the file is damaged or cannot be written
 */
export async function openLiveGuard(
  sender: Sender,
  home: string,
  file: string,
  attempts: Omit<Attempts, "account"> = {},
): Promise<LiveGuard> {
  const own = new Map<string, OwnKey>(readKeys(file));
  /** The Regions where a request for a new key was lost. */
  const lost = new Set<string>();
  const lastAt = new Map<string, number>();
  const save = () => {
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileAtomic(
        file,
        JSON.stringify([...own].map(([id, { regions, account }]) => [id, [...regions], ...(account ? [account] : [])])),
      );
    } catch (error) {
      throw problem(`The keys of the run cannot be written down in ${file}`, error);
    }
  };
  const add = (id: string, region: string, arn: unknown) => {
    const key = own.get(id) ?? { regions: new Set(), account: typeof arn === "string" ? arn.split(":")[4] : undefined };
    key.regions.add(region);
    own.set(id, key);
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
      const { KeyId, Arn } = objectOf(body.KeyMetadata ?? body.ReplicaKeyMetadata);
      // A key may have been made, though the answer names none.
      if (received.status >= 500 || (received.status === 200 && typeof KeyId !== "string"))
        return guard.onLost(sent, region);
      if (received.status !== 200 || typeof KeyId !== "string") return;
      const { ReplicaRegion } = objectOf(jsonOf(sent.body));
      if (sent.operation === "CreateKey") add(KeyId, region, Arn);
      if (sent.operation === "ReplicateKey" && typeof ReplicaRegion === "string") add(KeyId, ReplicaRegion, Arn);
    },
    onLost: (sent, region) => {
      const { KeyId, ReplicaRegion } = objectOf(jsonOf(sent.body));
      if (sent.operation === "CreateKey") lost.add(region);
      const id = String(KeyId).slice(String(KeyId).lastIndexOf("/") + 1);
      if (sent.operation === "ReplicateKey" && typeof ReplicaRegion === "string" && own.has(id))
        add(id, ReplicaRegion, undefined);
    },
    tidy: async () => {
      let silent = 0;
      for (const [id, { regions, account }] of own) {
        // A primary cannot be deleted before its replicas, so the home Region comes last.
        for (const region of [...regions].sort((a, b) => Number(a === home) - Number(b === home))) {
          if (silent >= GIVES_UP_AFTER) break;
          const from = Date.now();
          const isSure = await scheduleDeletion(sender, id, region, { ...attempts, account });
          if (isSure) regions.delete(region);
          silent = isSure || Date.now() - from < (attempts.within ?? WITHIN) ? 0 : silent + 1;
        }
        if (regions.size === 0) own.delete(id);
      }
      save();
      return [...own.keys()];
    },
    remedies: () => [
      ...[...own].flatMap(([id, { regions }]) =>
        [...regions].map(
          (region) =>
            `The key ${id} in ${region} is not scheduled for deletion, and costs money: aws kms schedule-key-deletion --region ${region} --key-id ${id} --pending-window-in-days ${SHORTEST_WINDOW}`,
        ),
      ),
      ...[...lost].map(
        (region) =>
          `A request for a new key in ${region} had no answer, so a key may be there that nobody wrote down: aws resourcegroupstaggingapi get-resources --region ${region} --resource-type-filters kms:key --tag-filters Key=${TAG.TagKey}`,
      ),
    ],
  };
  save();
  await guard.tidy();
  return guard;
}

function problem(what: string, error: unknown): TrentProblem {
  return new TrentProblem("TRENT_E_LIVE_KEYS", `${what}: ${error instanceof Error ? error.message : error}.`);
}

/** @throws TrentProblem TRENT_E_LIVE_KEYS for a file that holds anything else: it may name keys that cost money. */
function readKeys(file: string): [string, OwnKey][] {
  if (!existsSync(file)) return [];
  try {
    const keys: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!Array.isArray(keys)) throw new Error("it is no list");
    return keys.map((entry: unknown) => {
      const [id, regions, account] = Array.isArray(entry) ? (entry as unknown[]) : [];
      if (typeof id !== "string" || !Array.isArray(regions)) throw new Error(`${JSON.stringify(entry)} is no key`);
      return [
        id,
        { regions: new Set(regions.map(String)), account: typeof account === "string" ? account : undefined },
      ];
    });
  } catch (error) {
    throw problem(`The keys that an earlier run left cannot be read from ${file}`, error);
  }
}

/** @throws SuiteFault for a request that would change a key which this run did not make. */
function refuseForeign({ operation, body }: Sent, own: ReadonlyMap<string, unknown>): void {
  if (operation === undefined || isReadOnly(operation)) return;
  const { KeyId, TargetKeyId } = objectOf(jsonOf(body));
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
