import type { TrentOperation } from "../../generated/types";
import { isObject, type JsonObject, objectOf } from "../../openapi/dialect/document";
import { stringifyExact } from "../../openapi/dialect/exact-json";
import { TrentProblem } from "../../openapi/dialect/problems";
import type { Received, Sent } from "../contract-exchange";
import type { TargetLocation } from "../given/case-world";
import { TAG } from "../given/key-states";
import type { Sender } from "../send/sender";
import { pastThrottling } from "../send/throttled";
import { scheduleDeletion } from "./schedule-deletion";

/**
 * Asks whether the target is there and speaks this protocol, before hundreds of cases fail for the same reason. Then it
 * makes a key, learns partition, Region and account from its ARN, and schedules the key for deletion.
 * @param onAnswer called for the answer that made the key, so that a live guard writes it down
 * @throws TrentProblem TRENT_E_TARGET_UNREACHABLE or TRENT_E_TARGET_PROTOCOL with a diagnosis
 */
export async function probe(
  sender: Sender,
  region: string,
  onAnswer?: (sent: Sent, received: Received, region: string) => void,
): Promise<TargetLocation> {
  const listed = await ask(sender, region, "ListKeys", { Limit: 1 });
  if (!Array.isArray(listed.json.Keys)) diagnose(sender.url, "ListKeys answers no list of Keys", listed.json);
  const made = await ask(sender, region, "CreateKey", { Tags: [TAG] });
  onAnswer?.(made.sent, made.received, region);
  const { KeyId, Arn } = objectOf(made.json.KeyMetadata);
  const [, partition, , ownRegion, account] = typeof Arn === "string" ? Arn.split(":") : [];
  if (!partition || !ownRegion || !account) diagnose(sender.url, "CreateKey answers no ARN of a key", made.json);
  // A target that cannot do this is not wrong here: the cases about ScheduleKeyDeletion say so.
  await scheduleDeletion(sender, String(KeyId), region);
  return { partition, region: ownRegion, account };
}

async function ask(
  sender: Sender,
  region: string,
  operation: TrentOperation,
  body: object,
): Promise<{ sent: Sent; received: Received; json: JsonObject }> {
  const sent = await sender.prepare({ operation, body: Buffer.from(JSON.stringify(body)), region });
  const received = await pastThrottling(() => sender.deliver(sent, false)).catch((error: unknown) => {
    throw new TrentProblem("TRENT_E_TARGET_UNREACHABLE", silenceOf(sender.url, error));
  });
  if (received.status === 200 && isObject(received.json)) return { sent, received, json: received.json };
  const start = received.bytes.toString("utf8").slice(0, 120);
  return diagnose(sender.url, `${operation} answers status ${received.status}`, start);
}

/** Why no answer came, in one sentence. */
function silenceOf(url: URL, error: unknown): string {
  const reason = (error instanceof Error ? error.message : String(error)).trim().replaceAll(/\s+/g, " ");
  if (/EPROTO|wrong version number|packet length too long/i.test(reason))
    return `The target ${url.origin} speaks no TLS: give it as http://${url.host}.`;
  return `The target ${url.origin} does not answer: it is not reachable, or too slow for --timeout (${reason}).`;
}

function diagnose(url: URL, what: string, answer: unknown): never {
  throw new TrentProblem(
    "TRENT_E_TARGET_PROTOCOL",
    `The target ${url.origin} does not speak AWS JSON 1.1 with TrentService: ${what} (${stringifyExact(answer)}). No case was run.`,
  );
}
