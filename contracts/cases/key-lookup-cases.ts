import type { TrentOperation } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import { hasRule } from "../clauses/rule-clauses";
import { type ContractCase, valid } from "../contract-case";
import { OPERATIONS, schemaOf } from "../contract-document";
import { byRule, refused } from "../expectations";
import { arnOf, type CaseWorld, type KeyHandle, otherRegion } from "../given/case-world";
import { NOBODYS_KEY, NOBODYS_MULTI_REGION_KEY, STATES } from "../given/provider-states";
import { MINIMAL } from "./operation-families";

type WorldWithKey = CaseWorld & { readonly key: KeyHandle };

/** A way to name a key that does not find one, and the rule that says so. */
interface KeyNameForm {
  readonly rule: string;
  readonly form: string;
  readonly keyId: (world: WorldWithKey) => string;
}

const FORMS: readonly KeyNameForm[] = [
  { rule: "unknown-key", form: "a key id", keyId: () => NOBODYS_KEY },
  { rule: "unknown-key", form: "a key ARN", keyId: ({ location }) => arnOf(location, `key/${NOBODYS_KEY}`) },
  { rule: "unknown-key", form: "a multi-Region key id", keyId: () => NOBODYS_MULTI_REGION_KEY },
  ...["fake-key-id", "0".repeat(32), "mrk-fake-key-id"].map((id) => ({
    rule: "malformed-key-id",
    form: id,
    keyId: () => id,
  })),
  {
    rule: "arn-of-another-region",
    form: "a key ARN",
    keyId: ({ key, location }) => key.arn.replace(`:${location.region}:`, `:${otherRegion(location)}:`),
  },
  { rule: "malformed-arn", form: "an ARN of another service", keyId: () => "arn:aws:s3:::trent-contract" },
  { rule: "alias-refused", form: "an alias name", keyId: () => "alias/trent-contract-nobody" },
  {
    rule: "alias-refused",
    form: "an alias ARN",
    keyId: ({ location }) => arnOf(location, "alias/trent-contract-nobody"),
  },
];

/** The member that names the key. */
const keyMember = (operation: TrentOperation) => {
  const members = objectOf(schemaOf(`${operation}Request`).properties);
  return ["TargetKeyId", "DestinationKeyId"].find((name) => name in members) ?? "KeyId";
};

/** Every form, on every operation whose rules mention it. All other members are right, so only the key can be refused. */
export const KEY_LOOKUP: readonly ContractCase[] = OPERATIONS.flatMap((operation) => {
  const given = stateFor(operation);
  const body = (keyId: KeyNameForm["keyId"]) => (world: WorldWithKey) =>
    ({ ...MINIMAL[operation].body(world as never), [keyMember(operation)]: keyId(world) }) as never;
  const forms = FORMS.filter(({ rule }) => hasRule(operation, rule)).map(({ rule, form, keyId }) =>
    valid(`${rule}, ${form}`, given, operation, body(keyId), byRule(operation, rule)),
  );
  if (!hasRule(operation, "other-account") || !hasRule(operation, "unknown-key")) return forms;
  const foreign = valid(
    "foreign-account, a key ARN",
    given,
    operation,
    body(({ key, location }) => key.arn.replace(`:${location.account}:`, `:${otherAccount(location.account)}:`)),
    [refused("protocol.foreign-account", "AccessDeniedException", "NotFoundException", "InvalidArnException")],
  );
  return [...forms, foreign];
});

/**
 * The request finds no key, so it changes nothing: a key that all cases share will do, unless the smallest request needs
 * more from its state, such as an alias. Every operation with such a rule names a key, so its state gives one.
 */
function stateFor(operation: TrentOperation): "any key" {
  const { given } = MINIMAL[operation];
  const offered = STATES["any key"].gives;
  return STATES[given].gives.every((output) => offered.includes(output)) ? "any key" : (given as "any key");
}

function otherAccount(account: string): string {
  return account === "999999999999" ? "888888888888" : "999999999999";
}
