import { objectOf } from "../openapi/dialect/document";
import type { CaseOutcome } from "./contract-case";
import { arnOf } from "./given/case-world";
import { SuiteFault } from "./suite-errors";

/** A placeholder in the message of a rule: `{keyArn}`, and for now also `<key ARN>`. */
const PLACEHOLDER = /\{(\w+)\}|<([^>]+)>/g;

/** The new names of the placeholders that are still written `<...>`. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  "key ARN": "keyArn",
  KeyId: "keyId",
  "Region of the ARN": "region",
  "alias ARN": "aliasArn",
  KeySpec: "keySpec",
  KeyUsage: "keyUsage",
};

/**
 * Puts values into the message of a rule.
 * @throws SuiteFault for a placeholder without a value.
 */
export function fillMessage(message: string, values: Readonly<Record<string, string>>): string {
  return message.replace(PLACEHOLDER, (whole, name: string | undefined, oldName: string) => {
    const value = values[name ?? OLD_NAMES[oldName] ?? oldName];
    if (value === undefined) throw new SuiteFault(`The placeholder ${whole} has no value in: ${message}`);
    return value;
  });
}

/**
 * The values of the placeholders, by name, from what a case sent:
 * - `keyId`: the key as the request names it; `keyArn`: its ARN; `region`: the Region of an ARN that the request names
 * - `aliasArn`: the ARN of the alias that the request names
 * - each other member of the request that is a string, in lower camel case: `keySpec`
 */
export function fillValues({ world, request }: Pick<CaseOutcome, "world" | "request">): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(request)) {
    if (typeof value === "string") values[name.charAt(0).toLowerCase() + name.slice(1)] = value;
  }
  const named = values.keyId ?? values.targetKeyId;
  const alias = values.aliasName ?? named;
  return {
    ...values,
    ...(named !== undefined && { keyId: named, keyArn: keyArnOf(named, world) }),
    ...(named?.startsWith("arn:") && { region: named.split(":")[3] ?? "" }),
    ...(alias?.startsWith("alias/") && { aliasArn: arnOf(world.location, alias) }),
  };
}

/** The target's own ARN of the key of the state; of any other key, the ARN that its id makes. */
function keyArnOf(named: string, world: CaseOutcome["world"]): string {
  const { id, arn } = objectOf("key" in world ? world.key : undefined);
  if (named === id && typeof arn === "string") return arn;
  return named.startsWith("arn:") ? named : arnOf(world.location, `key/${named}`);
}
