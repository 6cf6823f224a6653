import type { CallOperation } from "../../openapi/dialect/call-operation";
import { isObject, type JsonObject } from "../../openapi/dialect/document";

/**
 * The members of a request without those that are secret: passwords and keys of others, which no journal and no record
 * may show. The request need not fit its schema.
 */
export function withoutSecrets({ secrets }: Pick<CallOperation, "secrets">, members: JsonObject): JsonObject {
  if (secrets === undefined) return members;
  return secrets.reduce((rest, secret) => without(rest, secret.slice(1).split("/")), members);
}

/** A name in another case is no member of the operation, but what somebody wrote there is a secret all the same. */
function without(members: JsonObject, [name = "", ...inner]: readonly string[]): JsonObject {
  const kept = Object.entries(members).flatMap(([key, value]): [string, unknown][] => {
    if (key.toLowerCase() !== name.toLowerCase()) return [[key, value]];
    // The secret itself, or something that stands where its structure should be.
    if (inner.length === 0 || !isObject(value)) return [];
    return [[key, without(value, inner)]];
  });
  return Object.fromEntries(kept);
}
