import { objectOf } from "../../openapi/dialect/document";
import { jsonOf, type Received, type Sent } from "../contract-exchange";
import type { Sender } from "../send/sender";
import { pastThrottling } from "../send/throttled";
import { scheduleDeletion } from "./schedule-deletion";

/** How many keys are scheduled side by side, and how long all of it may take, in milliseconds. */
const LIMITS = { width: 8, within: 30_000 };

/** Takes back what a run made on a target that goes on afterwards. */
export interface Cleanup {
  /** Remembers what an answer made. */
  onAnswer(sent: Sent, received: Received, region: string): void;
  /** Deletes each alias and schedules each key for deletion. @returns what is left, each with its Region */
  tidy(): Promise<readonly string[]>;
  /** What it remembers, each with its Region. */
  made(): readonly string[];
}

/** Makes the cleanup of a run. */
export function createCleanup(sender: Sender): Cleanup {
  /** By key id and Region. */
  const keys = new Map<string, { readonly id: string; readonly region: string; readonly isReplica: boolean }>();
  const aliases = new Map<string, string>();
  const remember = (id: unknown, region: unknown, isReplica: boolean) => {
    if (typeof id === "string" && typeof region === "string") keys.set(`${id} in ${region}`, { id, region, isReplica });
  };
  return {
    onAnswer: (sent, { status, json }, region) => {
      if (status !== 200) return;
      const body = objectOf(json);
      const request = objectOf(jsonOf(sent.body));
      if (sent.operation === "CreateKey") remember(objectOf(body.KeyMetadata).KeyId, region, false);
      if (sent.operation === "ReplicateKey")
        remember(objectOf(body.ReplicaKeyMetadata).KeyId, request.ReplicaRegion, true);
      if (sent.operation === "CreateAlias" && typeof request.AliasName === "string")
        aliases.set(request.AliasName, region);
      if (sent.operation === "DeleteAlias") aliases.delete(String(request.AliasName));
    },
    made: () => [...[...aliases].map(([name, region]) => `${name} in ${region}`), ...keys.keys()],
    tidy: async () => {
      const end = Date.now() + LIMITS.within;
      const left: string[] = [];
      const each = async <Item>(items: readonly Item[], undo: (item: Item) => Promise<string | undefined>) => {
        const queue = [...items];
        const worker = async () => {
          for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
            const failed = await undo(item);
            if (failed !== undefined) left.push(failed);
          }
        };
        await Promise.all(Array.from({ length: LIMITS.width }, worker));
      };
      await each([...aliases], async ([AliasName, region]) =>
        Date.now() < end && (await deleted(sender, AliasName, region)) ? undefined : `${AliasName} in ${region}`,
      );
      const gone = async (key: { readonly id: string; readonly region: string }) =>
        (await scheduleDeletion(sender, key.id, key.region, { within: Math.min(2000, end - Date.now()), unknown: 0 }))
          ? undefined
          : `${key.id} in ${key.region}`;
      // A primary cannot be deleted before its replicas.
      await each(
        [...keys.values()].filter(({ isReplica }) => isReplica),
        gone,
      );
      await each(
        [...keys.values()].filter(({ isReplica }) => !isReplica),
        gone,
      );
      return left;
    },
  };
}

async function deleted(sender: Sender, AliasName: string, region: string): Promise<boolean> {
  const body = Buffer.from(JSON.stringify({ AliasName }));
  try {
    const sent = await sender.prepare({ operation: "DeleteAlias", body, region });
    const { status } = await pastThrottling(() => sender.deliver(sent, false));
    return status === 200;
  } catch {
    return false;
  }
}
