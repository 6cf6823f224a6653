import { randomUUID } from "node:crypto";
import type { Sent } from "../../contracts/contract-exchange";
import { createRunContext, type RunContext, type RunPolicy } from "../../contracts/run/run-context";
import { createSender, type Sender } from "../../contracts/send/sender";
import { receivedOf } from "../../contracts/send/transport";
import { isObject, type JsonObject, objectOf } from "../../openapi/dialect/document";

/** An answer of the script: a body with status 200, an error with status 400, or an Error for silence. */
export type Scripted = JsonObject | Error;

/** A call that the script saw. */
export interface ScriptedCall {
  readonly operation: string;
  readonly region: string;
  readonly body: JsonObject;
}

/**
 * A sender without a network: each operation is answered by its entry of the script, any other by `{}`. CreateKey makes
 * keys of account 111122223333 unless the script says otherwise.
 */
export function scriptedSender(
  script: Readonly<Record<string, (body: JsonObject, nth: number, region: string) => Scripted>>,
): { readonly sender: Sender; readonly calls: ScriptedCall[] } {
  const calls: ScriptedCall[] = [];
  const sender = createSender(new URL("http://127.0.0.1:1"), { accessKeyId: "test", secretAccessKey: "test" });
  const deliver = async (sent: Sent) => {
    const operation = sent.operation ?? "";
    const body = parsed(sent.body);
    const region =
      sent.headers.map(([, value]) => /Credential=[^/]+\/\d+\/([^/]+)/.exec(value)?.[1]).find(Boolean) ?? "";
    const nth = calls.filter((call) => call.operation === operation).length;
    calls.push({ operation, region, body });
    const answer = script[operation]?.(body, nth, region) ?? (operation === "CreateKey" ? newKey(region) : {});
    if (answer instanceof Error) throw answer;
    return receivedOf("__type" in answer ? 400 : 200, [], Buffer.from(JSON.stringify(answer)));
  };
  return { sender: { ...sender, deliver }, calls };
}

/** The answer of CreateKey for a new key. */
export function newKey(region: string, more: JsonObject = {}): JsonObject {
  const KeyId = randomUUID();
  const Arn = `arn:aws:kms:${region}:111122223333:key/${KeyId}`;
  return { KeyMetadata: { KeyId, Arn, KeyState: "Enabled", Enabled: true, ...more } };
}

/** A run on a scripted sender. */
export function scriptedRun(sender: Sender, policy: Partial<RunPolicy> = {}): RunContext {
  const location = { partition: "aws", region: "us-east-1", account: "111122223333" };
  return createRunContext(sender, location, {
    clock: undefined,
    gate: undefined,
    onAnswer: undefined,
    patience: 0,
    frugal: false,
    ...policy,
  });
}

function parsed(body: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isObject(value) ? value : objectOf(undefined);
  } catch {
    return {};
  }
}
