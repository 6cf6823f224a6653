import { objectOf } from "../openapi/dialect/document";
import type { CaseOutcome } from "./contract-case";
import { arnOf } from "./given/case-world";
import { SuiteFault } from "./suite-errors";

/** A placeholder in the message of a rule: `{keyArn}`. */
const PLACEHOLDER = /\{(\w+)\}/g;

/**
 * Puts values into the message of a rule.
 * @throws SuiteFault for a placeholder without a value.
 */
export function fillMessage(message: string, values: Readonly<Record<string, string>>): string {
  return message.replace(PLACEHOLDER, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new SuiteFault(`The placeholder ${whole} has no value in: ${message}`);
    return value;
  });
}

/** The ARN of a user or role. */
const CALLER = /arn:\S+:(?:iam|sts)::\d{12}:\S+/;

/**
 * The values of the placeholders, by name, from what a case sent:
 * - `keyId`: the key as the request names it; `keyArn`: its ARN; `regionOfArn`: the Region of an ARN that the request names
 * - `aliasArn`: the ARN of the alias that the request names
 * - each other member of the request that is a string, in lower camel case: `keySpec`
 * - `value`: the member that the rule is about, where it is about a constraint
 * - `callerArn`: only the target knows it, so it is the caller that the answer names
 */
export function fillValues(
  { world, request, body }: Pick<CaseOutcome, "world" | "request" | "body">,
  constrained?: string,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(request)) {
    if (typeof value === "string") values[name.charAt(0).toLowerCase() + name.slice(1)] = value;
  }
  const named = values.keyId ?? values.targetKeyId ?? values.destinationKeyId ?? keyOfCiphertext(request, world);
  const alias = values.aliasName ?? named;
  return {
    ...values,
    ...(named !== undefined && { keyId: named, keyArn: keyArnOf(named, world) }),
    ...(named?.startsWith("arn:") && { regionOfArn: named.split(":")[3] ?? "" }),
    ...(constrained !== undefined && { value: String(request[constrained]) }),
    callerArn: CALLER.exec(String(body.message ?? body.Message))?.[0] ?? "(the ARN of the caller)",
    ...(alias?.startsWith("alias/") && { aliasArn: arnOf(world.location, alias) }),
  };
}

/** The key that a request names by a ciphertext alone: it is that of the state. */
function keyOfCiphertext(request: CaseOutcome["request"], world: CaseOutcome["world"]): string | undefined {
  if (!("CiphertextBlob" in request) || !("key" in world)) return undefined;
  const { id } = objectOf(world.key);
  return typeof id === "string" ? id : undefined;
}

/** The target's own ARN of the key of the state; of any other key, the ARN that its id makes. */
function keyArnOf(named: string, world: CaseOutcome["world"]): string {
  const { id, arn } = objectOf("key" in world ? world.key : undefined);
  if (named === id && typeof arn === "string") return arn;
  return named.startsWith("arn:") ? named : arnOf(world.location, `key/${named}`);
}
