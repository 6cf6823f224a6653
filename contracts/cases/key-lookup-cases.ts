import type { TrentOperation } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import { RULES } from "../clauses/rule-clauses";
import { type Case, valid } from "../contract-case";
import { OPERATIONS, schemaOf } from "../contract-document";
import { byRule, type Fill, refused } from "../expectations";
import type { CaseWorld } from "../given/case-world";
import { otherRegion } from "../given/multi-region-states";
import { NOBODYS_KEY, type StateName } from "../given/provider-states";
import { MINIMAL } from "./minimal";

/** A way to write KeyId that does not find a key, and the rule that says so. */
interface KeyNameForm {
  readonly rule: string;
  readonly form: string;
  readonly keyId: (world: CaseWorld) => string;
  readonly fill?: Fill;
}

const arnOf = ({ place }: CaseWorld, resource: string) =>
  `arn:${place.partition}:kms:${place.region}:${place.account}:${resource}`;

const nobodysArn = (world: CaseWorld) => arnOf(world, `key/${NOBODYS_KEY}`);
const NOBODYS_MRK = `mrk-${"0".repeat(32)}`;

const FORMS: readonly KeyNameForm[] = [
  { rule: "unknown-key", form: "a key id", keyId: () => NOBODYS_KEY, fill: (w) => ({ "key ARN": nobodysArn(w) }) },
  { rule: "unknown-key", form: "a key ARN", keyId: nobodysArn, fill: (w) => ({ "key ARN": nobodysArn(w) }) },
  {
    rule: "unknown-key",
    form: "a multi-Region key id",
    keyId: () => NOBODYS_MRK,
    fill: (w) => ({ "key ARN": arnOf(w, `key/${NOBODYS_MRK}`) }),
  },
  ...["fake-key-id", "0".repeat(32), "mrk-fake-key-id"].map((id) => ({
    rule: "malformed-key-id",
    form: id,
    keyId: () => id,
    fill: () => ({ KeyId: id }),
  })),
  {
    rule: "arn-of-another-region",
    form: "a key ARN",
    keyId: ({ key, place }) => key.arn.replace(`:${place.region}:`, `:${otherRegion(place.region)}:`),
    fill: ({ place }) => ({ "Region of the ARN": otherRegion(place.region) }),
  },
  { rule: "malformed-arn", form: "an ARN of another service", keyId: () => "arn:aws:s3:::trent-contract" },
  { rule: "alias-refused", form: "an alias name", keyId: () => "alias/trent-contract-nobody" },
  { rule: "alias-refused", form: "an alias ARN", keyId: (w) => arnOf(w, "alias/trent-contract-nobody") },
];

/** The member that names the key. */
const keyMember = (operation: TrentOperation) =>
  "TargetKeyId" in objectOf(schemaOf(`${operation}Request`).properties) ? "TargetKeyId" : "KeyId";

/** The other members have to be right, so that only the key can be refused. */
const GIVEN: Partial<Record<TrentOperation, StateName>> = {
  CreateAlias: "a free alias name",
  UpdateAlias: "a key with an alias",
};

/** Every form, on every operation whose rules speak of it. */
export const FINDING_KEYS: readonly Case[] = OPERATIONS.flatMap((operation) => {
  const rules = new Set(RULES.filter((rule) => rule.operation === operation).map(({ id }) => id));
  const given = GIVEN[operation] ?? "any key";
  const body = (keyId: (world: CaseWorld) => string) => (world: CaseWorld) =>
    ({ ...(MINIMAL[operation](world) as object), [keyMember(operation)]: keyId(world) }) as never;
  const forms = FORMS.filter(({ rule }) => rules.has(rule)).map(({ rule, form, keyId, fill }) =>
    valid(`${rule}, ${form}`, given, operation, body(keyId), byRule(operation, rule, fill)),
  );
  const foreign = valid(
    "foreign-account, a key ARN",
    given,
    operation,
    body(({ key, place }) => key.arn.replace(`:${place.account}:`, `:${otherAccount(place.account)}:`)),
    [refused("protocol.foreign-account", "AccessDeniedException", "NotFoundException", "InvalidArnException")],
  );
  return rules.has("other-account") && rules.has("unknown-key") ? [...forms, foreign] : forms;
});

function otherAccount(account: string): string {
  return account === "999999999999" ? "888888888888" : "999999999999";
}
