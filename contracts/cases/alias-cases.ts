import { listOf, objectOf } from "../../openapi/dialect/document";
import { valid } from "../contract-case";
import { answers, byRule, holds, refusedSomehow, succeeds } from "../expectations";
import { shown } from "../finding";
import { caseFamily, NOT_DOCUMENTED } from "./case-family";
import { inByteOrder } from "./list-order";
import { minimalRequests, refusalsOf } from "./minimal-request";

const MINIMAL = minimalRequests({
  CreateAlias: {
    given: "a free alias name",
    body: ({ key, alias }) => ({ AliasName: alias, TargetKeyId: key.id }),
  },
  UpdateAlias: {
    given: "a key with an alias",
    body: ({ key, alias }) => ({ AliasName: alias, TargetKeyId: key.id }),
  },
  DeleteAlias: { given: "a key with an alias", body: ({ alias }) => ({ AliasName: alias }) },
  ListAliases: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
});

const refusal = refusalsOf(MINIMAL);
const { CreateAlias, DeleteAlias } = MINIMAL;

/** An alias that no key has. */
const NOBODYS_ALIAS = "alias/trent-contract-nobody";

/** An alias that AWS has in every account. */
const AWS_ALIAS = "alias/aws/s3";

const aliasesOf = (body: Record<string, unknown>) => listOf(body.Aliases).map(objectOf);

const LIST_ALIASES = [
  valid("of one key", "a key with an alias", "ListAliases", ({ key }) => ({ KeyId: key.id }), [
    holds("ListAliases.of-one-key", (body, { key, alias, aliasArn }) => {
      const [entry, ...more] = aliasesOf(body);
      const fits =
        entry?.AliasName === alias &&
        entry?.AliasArn === aliasArn &&
        entry?.TargetKeyId === key.id &&
        more.length === 0;
      return fits ? undefined : { expected: `only ${alias}`, actual: shown(body.Aliases), pointer: "/Aliases" };
    }),
  ]),
  valid("AWS's own", "an account", "ListAliases", () => ({ Limit: 100 }), [
    holds("ListAliases.aws-aliases", (body) =>
      aliasesOf(body).some(({ AliasName }) => String(AliasName).startsWith("alias/aws/")) || body.Truncated === true
        ? undefined
        : {
            expected: "aliases that begin with alias/aws/",
            actual: `${aliasesOf(body).length} others`,
            pointer: "/Aliases",
          },
    ),
  ]),
  valid("AWS's own, without a key", "an account", "ListAliases", () => ({ Limit: 100 }), [
    holds("ListAliases.aws-aliases-everywhere", (body) =>
      body.Truncated === true ||
      aliasesOf(body).some((alias) => String(alias.AliasName).startsWith("alias/aws/") && !("TargetKeyId" in alias))
        ? undefined
        : {
            expected: "an alias of AWS without a key",
            actual: `${aliasesOf(body).length} others`,
            pointer: "/Aliases",
          },
    ),
  ]),
  valid("order", "two aliases", "ListAliases", () => ({ Limit: 100 }), [
    holds("ListAliases.order", (body) =>
      inByteOrder(
        aliasesOf(body).map(({ AliasName }) => AliasName),
        "/Aliases",
      ),
    ),
  ]),
  refusal("ListAliases", "foreign-marker", "any key", () => ({ Marker: "not a marker" })),
  valid("first page", "two aliases", "ListAliases", ({ key }) => ({ KeyId: key.id, Limit: 1 }), [
    holds("ListAliases.paging", (body) =>
      aliasesOf(body).length <= 1 && body.Truncated === true && typeof body.NextMarker === "string"
        ? undefined
        : { expected: "at most 1 alias, Truncated true, and a NextMarker", actual: shown(body), pointer: "" },
    ),
  ]),
  valid(
    "second page",
    "two aliases, one of them listed",
    "ListAliases",
    ({ key, marker }) => ({ KeyId: key.id, Marker: marker }),
    [
      holds("ListAliases.paging", (body, { first }) =>
        aliasesOf(body).length === 1 && aliasesOf(body)[0]?.AliasName !== first && body.Truncated === false
          ? undefined
          : { expected: "the other alias, Truncated false", actual: shown(body), pointer: "" },
      ),
    ],
  ),
];

/** The aliases of keys. */
export const ALIASES = caseFamily({
  minimal: MINIMAL,
  cases: [
    valid("success", "a free alias name", "CreateAlias", CreateAlias.body, [succeeds("CreateAlias.success-is-empty")]),
    refusal("CreateAlias", "prefix", "any key", ({ key }) => ({ AliasName: "trent-contract", TargetKeyId: key.id })),
    valid(
      "reserved-name",
      "any key",
      "CreateAlias",
      ({ key }) => ({ AliasName: "alias/aws/trent-contract", TargetKeyId: key.id }),
      [refusedSomehow("CreateAlias.reserved-name")],
    ),
    refusal("CreateAlias", "invalid-characters", "any key", ({ key }) => ({
      AliasName: "alias/Service:Test",
      TargetKeyId: key.id,
    })),
    refusal("CreateAlias", "empty-name", "any key", ({ key }) => ({ AliasName: "alias/", TargetKeyId: key.id })),
    refusal("CreateAlias", "name-taken", "a key with an alias"),
    refusal("UpdateAlias", "prefix", "any key", ({ key }) => ({ AliasName: "trent-contract", TargetKeyId: key.id })),
    refusal("DeleteAlias", "prefix", "any key", () => ({ AliasName: "trent-contract" })),
    refusal("UpdateAlias", "aws-alias", "any key", ({ key }) => ({ AliasName: AWS_ALIAS, TargetKeyId: key.id })),
    refusal("DeleteAlias", "aws-alias", "any key", () => ({ AliasName: AWS_ALIAS })),
    // On the live service this can make an AWS managed key, which costs nothing and changes no key.
    valid("aws-alias-gets-a-key", "an account", "DescribeKey", () => ({ KeyId: AWS_ALIAS }), [
      answers("DescribeKey.aws-alias-gets-a-key", () => ({ KeyMetadata: { KeyManager: "AWS" } })),
    ]),
    refusal("CreateAlias", "pending-deletion", "a key pending deletion", ({ key }) => ({
      AliasName: `alias/trent-contract-${key.id}`,
      TargetKeyId: key.id,
    })),
    valid(
      "moved",
      "a key with an alias, and another key",
      "UpdateAlias",
      ({ alias, otherKey }) => ({ AliasName: alias, TargetKeyId: otherKey.id }),
      [succeeds("UpdateAlias.success-is-empty")],
    ),
    valid("alias moved", "an alias that was moved", "DescribeKey", ({ alias }) => ({ KeyId: alias }), [
      answers("UpdateAlias.success-is-empty", ({ key }) => ({ KeyMetadata: { KeyId: key.id } })),
    ]),
    refusal("UpdateAlias", "unknown-alias", "any key", ({ key }) => ({
      AliasName: NOBODYS_ALIAS,
      TargetKeyId: key.id,
    })),
    valid(
      "same-kind",
      "a key with an alias, and an RSA key",
      "UpdateAlias",
      ({ alias, otherKey }) => ({ AliasName: alias, TargetKeyId: otherKey.id }),
      [refusedSomehow("UpdateAlias.same-kind")],
    ),
    valid("success", "a key with an alias", "DeleteAlias", DeleteAlias.body, [
      succeeds("DeleteAlias.success-is-empty"),
    ]),
    valid("key stays", "an alias that was deleted", "DescribeKey", ({ key }) => ({ KeyId: key.id }), [
      succeeds("DeleteAlias.success-is-empty"),
    ]),
    refusal("DeleteAlias", "unknown-alias", "any key", () => ({ AliasName: NOBODYS_ALIAS })),
    valid(
      "alias gone",
      "an alias that was deleted",
      "DescribeKey",
      ({ alias }) => ({ KeyId: alias }),
      byRule("DescribeKey", "unknown-alias"),
    ),
    ...(["alias", "aliasArn"] as const).map((form) =>
      valid(`alias-accepted, ${form}`, "a key with an alias", "DescribeKey", (world) => ({ KeyId: world[form] }), [
        answers("DescribeKey.alias-accepted", ({ key }) => ({ KeyMetadata: { KeyId: key.id, Arn: key.arn } })),
      ]),
    ),
    ...LIST_ALIASES,
  ],
  unproved: {
    "CreateAlias.alias-quota": "a quota of the account, which may be another one in each account",
    "UpdateAlias.alias-quota": "a quota of the account, which may be another one in each account",
    "UpdateAlias KMSInvalidStateException": NOT_DOCUMENTED,
    "DeleteAlias KMSInvalidStateException": NOT_DOCUMENTED,
    "UpdateAlias.pending-deletion": "inferred only; the same rule is proved on CreateAlias",
    "ListAliases.limit":
      "whether more than 100 is refused is not known (docs/evidence/paging.md#more-than-the-documented-limit)",
  },
});
