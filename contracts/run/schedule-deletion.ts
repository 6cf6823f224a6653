import { setTimeout as delay } from "node:timers/promises";
import type { TrentOperation } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import type { Received } from "../contract-exchange";
import { bareType } from "../error-type";
import { SHORTEST_WINDOW } from "../given/key-states";
import type { Sender } from "../send/sender";

/** How long the deletion of a key is tried, in milliseconds, where nobody says otherwise. */
export const WITHIN = 20_000;

/** How the deletion of a key is tried. */
export interface Attempts {
  /** How long a key may be Creating or Updating, or the service throttle or be silent, in milliseconds. */
  readonly within?: number;
  /** How long a key that was just made may be unknown yet, in milliseconds (docs/evidence/quotas-and-consistency.md). */
  readonly unknown?: number;
  /** The pause between two tries, in milliseconds. */
  readonly every?: number;
  /** The account of the key, where it is known: another account does not find the key, though it is there. */
  readonly account?: string | undefined;
}

const PENDING: ReadonlySet<unknown> = new Set(["PendingDeletion", "PendingReplicaDeletion"]);

/**
 * Schedules a key for deletion. It tries again while the key is Creating or Updating, or not known yet, and after an
 * answer that may be better next time: none, throttling, a fault of the server.
 * @returns whether it is sure that the key is scheduled now, was scheduled before, or is gone
 */
export async function scheduleDeletion(
  sender: Sender,
  KeyId: string,
  region: string,
  { within = WITHIN, unknown = 5_000, every = 250, account }: Attempts = {},
): Promise<boolean> {
  const call = async (operation: TrentOperation, body: object): Promise<Received> =>
    sender.deliver(await sender.prepare({ operation, body: Buffer.from(JSON.stringify(body)), region }), false);
  const from = Date.now();
  for (let spent = 0; ; spent = Date.now() - from) {
    const answer = await attempt(call, KeyId).catch(() => "again" as const);
    if (answer === "scheduled") return true;
    if (answer === "refused" || spent >= within) return false;
    if (answer !== "again" && account !== undefined && !answer.notFound.includes(`:${account}:`)) return false;
    if (answer !== "again" && spent >= unknown) return true;
    await delay(every);
  }
}

type Attempt = "scheduled" | "refused" | "again" | { readonly notFound: string };

async function attempt(
  call: (operation: TrentOperation, body: object) => Promise<Received>,
  KeyId: string,
): Promise<Attempt> {
  const { status, json } = await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: SHORTEST_WINDOW });
  if (status === 200) return "scheduled";
  const { __type, message, Message } = objectOf(json);
  const error = bareType(String(__type));
  if (error === "NotFoundException") return { notFound: String(message ?? Message) };
  if (status >= 500 || error === "ThrottlingException") return "again";
  if (error !== "KMSInvalidStateException") return "refused";
  const described = objectOf((await call("DescribeKey", { KeyId })).json);
  return PENDING.has(objectOf(described.KeyMetadata).KeyState) ? "scheduled" : "again";
}
