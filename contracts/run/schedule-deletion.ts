import { setTimeout as delay } from "node:timers/promises";
import type { TrentOperation } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import type { Received } from "../contract-exchange";
import { bareType } from "../error-type";
import { SHORTEST_WINDOW } from "../given/key-states";
import type { Sender } from "../send/sender";

/** How long a key may be Creating or Updating before it can be scheduled, and how often it is tried, in milliseconds. */
const SETTLES = { within: 20_000, every: 250 };

const PENDING: ReadonlySet<unknown> = new Set(["PendingDeletion", "PendingReplicaDeletion"]);

/**
 * Schedules a key for deletion. It waits while the key is Creating or Updating.
 * @returns whether the key is scheduled now, was scheduled before, or is gone
 */
export async function scheduleDeletion(sender: Sender, KeyId: string, region: string): Promise<boolean> {
  const call = async (operation: TrentOperation, body: object): Promise<Received> =>
    sender.deliver(await sender.prepare({ operation, body: Buffer.from(JSON.stringify(body)), region }), false);
  try {
    for (const end = Date.now() + SETTLES.within; ; await delay(SETTLES.every)) {
      const { status, json } = await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: SHORTEST_WINDOW });
      const error = bareType(String(objectOf(json).__type));
      if (status === 200 || error === "NotFoundException") return true;
      if (error !== "KMSInvalidStateException") return false;
      const described = objectOf((await call("DescribeKey", { KeyId })).json);
      if (PENDING.has(objectOf(described.KeyMetadata).KeyState)) return true;
      if (Date.now() > end) return false;
    }
  } catch {
    return false;
  }
}
