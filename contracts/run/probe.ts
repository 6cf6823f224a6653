import { isObject, objectOf } from "../../openapi/dialect/document";
import { TrentProblem } from "../../openapi/dialect/problems";
import type { TargetLocation } from "../given/case-world";
import type { Sender } from "../send/sender";

/** How often the first probe is sent to a target that may still be starting. */
const TRIES = 1;

/**
 * Asks whether the target is there and speaks this protocol at all, before hundreds of cases say the same.
 * @returns where the target says it is; the key that the probe makes tells.
 * @throws TrentProblem with a diagnosis.
 */
export async function probe(sender: Sender, region: string): Promise<TargetLocation> {
  const listed = await ask(sender, region, "ListKeys", { Limit: 1 });
  if (!Array.isArray(listed.Keys)) diagnose(sender.url, "ListKeys answers no list of Keys", listed);
  const made = await ask(sender, region, "ListAliases", { Limit: 100 });
  const arn = firstArn(listed) ?? firstArn(made);
  const [, partition, , at, account] = arn?.split(":") ?? [];
  if (partition === undefined || account === undefined) return { partition: "aws", region, account: "" };
  return { partition, region: at ?? region, account };
}

async function ask(sender: Sender, region: string, operation: "ListKeys" | "ListAliases", body: object) {
  const draft = { operation, body: Buffer.from(JSON.stringify(body)), region };
  const sent = await sender.prepare(draft);
  let why: unknown;
  for (let nth = 0; nth < TRIES; nth++) {
    try {
      const received = await sender.deliver(sent, false);
      if (received.status !== 200 || !isObject(received.json)) {
        const start = received.bytes.toString("utf8").slice(0, 120);
        diagnose(sender.url, `${operation} answers status ${received.status}`, start);
      }
      return received.json;
    } catch (error) {
      if (error instanceof TrentProblem) throw error;
      why = error;
    }
  }
  const reason = why instanceof Error ? why.message : String(why);
  throw new TrentProblem("TRENT_E_TARGET_UNREACHABLE", `The target ${sender.url.origin} is not reachable: ${reason}.`);
}

function diagnose(url: URL, what: string, answer: unknown): never {
  throw new TrentProblem(
    "TRENT_E_TARGET_PROTOCOL",
    `The target ${url.origin} does not speak AWS JSON 1.1 with TrentService: ${what} (${JSON.stringify(answer)}). Nothing else was asked.`,
  );
}

function firstArn(body: Record<string, unknown>): string | undefined {
  for (const list of [body.Keys, body.Aliases]) {
    const [first] = Array.isArray(list) ? list.map(objectOf) : [];
    const arn = first?.KeyArn ?? first?.AliasArn;
    if (typeof arn === "string") return arn;
  }
  return undefined;
}
