import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { objectOf } from "../../openapi/dialect/document";
import type { Received, Sent } from "../contract-exchange";
import { NOBODYS_KEY } from "../given/provider-states";
import type { Sender } from "../send/sender";
import { SuiteFault } from "../suite-errors";
import type { RequestGate } from "./run-context";

/** The shortest window that the service allows. */
const WINDOW = 7;

/** The request quotas that matter, per second (kms.md section 4), halved: others use the account too. */
const PER_SECOND: Readonly<Record<string, number>> = {
  CreateKey: 2,
  EnableKey: 2,
  DisableKey: 2,
  DisableKeyRotation: 2,
  CancelKeyDeletion: 2,
};
const OTHERWISE = 5;

/** Keeps the promises of a live run: no foreign key is touched, quotas are kept, and every own key is scheduled for deletion. */
export interface LiveGuard {
  readonly gate: RequestGate;
  onAnswer(sent: Sent, received: Received, region: string): void;
  /** Schedules every key of this run for deletion; safe to call twice, and after an interrupt. */
  tidy(): Promise<void>;
}

/**
 * Opens the guard of a live run, and tidies up what a run before left behind when it crashed.
 * @param file where the keys are written down before anything else is done with them.
 */
export async function openLiveGuard(sender: Sender, home: string, file: string): Promise<LiveGuard> {
  const own = new Map<string, Set<string>>(readKeys(file));
  const last = new Map<string, number>();
  const keep = () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify([...own].map(([id, regions]) => [id, [...regions]])));
  };
  const write = (id: string, region: string) => {
    own.set(id, (own.get(id) ?? new Set()).add(region));
    keep();
  };
  const guard: LiveGuard = {
    gate: async (sent) => {
      refuseForeign(sent, own);
      const operation = sent.operation ?? "";
      const gap = 1000 / (PER_SECOND[operation] ?? OTHERWISE);
      const at = Math.max(Date.now(), (last.get(operation) ?? 0) + gap);
      last.set(operation, at);
      await delay(at - Date.now());
    },
    onAnswer: (sent, received, region) => {
      const body = objectOf(received.json);
      const { KeyId } = objectOf(body.KeyMetadata ?? body.ReplicaKeyMetadata);
      if (received.status !== 200 || typeof KeyId !== "string") return;
      const asked = objectOf(parsed(sent.body));
      if (sent.operation === "CreateKey") write(KeyId, region);
      if (sent.operation === "ReplicateKey" && typeof asked.ReplicaRegion === "string")
        write(KeyId, asked.ReplicaRegion);
    },
    tidy: async () => {
      for (const [id, regions] of own) {
        // A primary cannot go before its replicas, so the home Region comes last.
        for (const region of [...regions].sort((a, b) => Number(a === home) - Number(b === home))) {
          const body = Buffer.from(JSON.stringify({ KeyId: id, PendingWindowInDays: WINDOW }));
          await sender
            .deliver(await sender.prepare({ operation: "ScheduleKeyDeletion", body, region }), false)
            .catch(() => undefined);
        }
        own.delete(id);
      }
      keep();
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

const READS = /^(Describe|Get|List)/;

/** @throws SuiteFault before a request that would change a key which this run did not make. */
function refuseForeign({ operation, body }: Sent, own: ReadonlyMap<string, unknown>): void {
  if (operation === undefined || READS.test(operation)) return;
  const { KeyId, TargetKeyId } = objectOf(parsed(body));
  for (const name of [KeyId, TargetKeyId]) {
    if (typeof name !== "string" || !looksLikeKey(name)) continue;
    const id = name.slice(name.lastIndexOf("/") + 1);
    if (!own.has(id) && id !== NOBODYS_KEY && !/^mrk-0+$/.test(id)) {
      throw new SuiteFault(`${operation} would touch the key ${id}, which this run did not make.`);
    }
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
