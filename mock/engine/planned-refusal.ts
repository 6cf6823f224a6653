import type { CallChecks } from "../../openapi/dialect/call-checks";
import type { JsonObject } from "../../openapi/dialect/document";
import { fillMessage, placeholdersOf, type RuleModel } from "../../openapi/dialect/rule-model";
import type { Locality } from "./locality";
import { partitionOf } from "./locality";

/**
 * The refusal with which a planned fault answers: by the first rule of the operation that has the error and whose text can
 * be filled from the request, so that it names the key that was asked for.
 */
export function plannedRefusal(
  checks: CallChecks,
  error: string,
  members: JsonObject,
  caller: Locality,
): { readonly rule: RuleModel; readonly text: string | undefined } | undefined {
  const values = valuesOf(members, caller);
  const rules = checks.rules.filter((rule) => rule.error === error);
  const rule = rules.find((candidate) => placeholdersOf(candidate).every((name) => values[name] !== undefined));
  return rule && { rule, text: fillMessage(rule.message, values) };
}

/** What the placeholders of a rule's text stand for, as far as a request says it. */
function valuesOf(members: JsonObject, { account, region }: Locality): Record<string, string> {
  const prefix = `arn:${partitionOf(region)}:kms:${region}:${account}:`;
  const arnOf = (name: string) =>
    name.startsWith("arn:") ? name : prefix + (name.startsWith("alias/") ? name : `key/${name}`);
  const keyId = members.KeyId ?? members.TargetKeyId;
  const aliasName = members.AliasName;
  return {
    callerArn: `arn:${partitionOf(region)}:iam::${account}:root`,
    ...(typeof keyId === "string" && { keyId, keyArn: arnOf(keyId) }),
    ...(typeof aliasName === "string" && { aliasName, aliasArn: arnOf(aliasName) }),
  };
}
