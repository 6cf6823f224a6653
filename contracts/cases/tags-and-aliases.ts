import { listOf, objectOf } from "../../openapi/dialect/document";
import { type Case, valid } from "../contract-case";
import { answers, byRule, holds, succeeds } from "../expectations";
import { shown } from "../finding";
import { named } from "../given/case-world";
import { refusal } from "./refusal";

const tagsOf = (body: Record<string, unknown>) => listOf(body.Tags).map(objectOf);
const aliasesOf = (body: Record<string, unknown>) => listOf(body.Aliases).map(objectOf);

/** The tag rules hold wherever tags are given (recorded on CreateKey and TagResource). */
const TAG_FAULTS = [
  {
    rule: "duplicate-tag-keys",
    Tags: [
      { TagKey: "Twin", TagValue: "1" },
      { TagKey: "Twin", TagValue: "2" },
    ],
  },
  { rule: "too-many-tags", Tags: Array.from({ length: 51 }, (_, i) => ({ TagKey: `Tag${i}`, TagValue: "" })) },
  { rule: "reserved-tag-keys", Tags: [{ TagKey: "aws:mine", TagValue: "1" }] },
  { rule: "reserved-tag-keys", Tags: [{ TagKey: "AWS:mine", TagValue: "1" }] },
];

/** Tags, aliases and policies: what hangs on a key. */
export const TAGS_AND_ALIASES: readonly Case[] = [
  ...TAG_FAULTS.flatMap(({ rule, Tags }) => [
    valid(
      `${rule}, ${Tags[0]?.TagKey}`,
      "any key",
      "TagResource",
      ({ key }) => ({ KeyId: key.id, Tags }),
      byRule("TagResource", rule),
    ),
    valid(`${rule}, ${Tags[0]?.TagKey}`, "an account", "CreateKey", () => ({ Tags }), byRule("CreateKey", rule)),
    valid(
      `${rule}, ${Tags[0]?.TagKey}`,
      "a multi-Region primary key",
      "ReplicateKey",
      ({ key, named: { other } }) => ({ KeyId: key.id, ReplicaRegion: other ?? "", Tags }),
      byRule("ReplicateKey", rule),
    ),
  ]),
  refusal("TagResource", "too-many-tags", "a key with fifty tags"),
  valid(
    "new",
    "an enabled symmetric key",
    "TagResource",
    ({ key }) => ({ KeyId: key.id, Tags: [{ TagKey: "Purpose", TagValue: "" }] }),
    [succeeds("TagResource.success-is-empty")],
  ),
  valid("replaced", "a tag whose value was replaced", "ListResourceTags", ({ key }) => ({ KeyId: key.id }), [
    holds("TagResource.replaces-value", (body) => {
      const values = tagsOf(body)
        .filter(({ TagKey }) => TagKey === "Purpose")
        .map(({ TagValue }) => TagValue);
      return values.join() === "second"
        ? undefined
        : { expected: "Purpose = second, once", actual: shown(values), pointer: "/Tags" };
    }),
  ]),
  valid(
    "unknown-tag-key",
    "an enabled symmetric key",
    "UntagResource",
    ({ key }) => ({ KeyId: key.id, TagKeys: ["Never"] }),
    [succeeds("UntagResource.unknown-tag-key")],
  ),
  valid("taken away", "five tags, one taken away", "ListResourceTags", ({ key }) => ({ KeyId: key.id }), [
    holds("UntagResource.success-is-empty", (body) =>
      tagsOf(body).some(({ TagKey }) => TagKey === "Two") || tagsOf(body).length !== 4
        ? { expected: "four tags, without Two", actual: shown(body.Tags), pointer: "/Tags" }
        : undefined,
    ),
  ]),
  valid("first page", "a key with five tags", "ListResourceTags", ({ key }) => ({ KeyId: key.id, Limit: 2 }), [
    holds("ListResourceTags.paging", (body) =>
      tagsOf(body).length <= 2 && body.Truncated === true && typeof body.NextMarker === "string"
        ? undefined
        : { expected: "at most 2 tags, Truncated true, and a NextMarker", actual: shown(body), pointer: "" },
    ),
  ]),
  valid(
    "second page",
    "five tags, two of them read",
    "ListResourceTags",
    ({ key, named: { marker } }) => ({ KeyId: key.id, Marker: marker ?? "none" }),
    [
      holds("ListResourceTags.paging", (body) =>
        tagsOf(body).length === 3 && body.Truncated === false && !("NextMarker" in body)
          ? undefined
          : { expected: "the 3 tags that are left, Truncated false, no NextMarker", actual: shown(body), pointer: "" },
      ),
    ],
  ),
  refusal("ListResourceTags", "foreign-marker", "any key", ({ key }) => ({ KeyId: key.id, Marker: "not a marker" })),
  valid(
    "success",
    "a free alias name",
    "CreateAlias",
    ({ key, named: { alias } }) => ({ AliasName: alias ?? "", TargetKeyId: key.id }),
    [succeeds("CreateAlias.success-is-empty")],
  ),
  refusal("CreateAlias", "prefix", "any key", ({ key }) => ({ AliasName: "trent-contract", TargetKeyId: key.id })),
  valid(
    "reserved-name",
    "any key",
    "CreateAlias",
    ({ key }) => ({ AliasName: "alias/aws/trent-contract", TargetKeyId: key.id }),
    [
      {
        clause: "CreateAlias.reserved-name",
        find: ({ received, body }) =>
          received.status === 400
            ? undefined
            : { expected: "any refusal: which is not recorded", actual: `status ${received.status} ${shown(body)}` },
      },
    ],
  ),
  refusal(
    "CreateAlias",
    "name-taken",
    "a key with an alias",
    ({ key, named: { alias } }) => ({ AliasName: alias ?? "", TargetKeyId: key.id }),
    (world) => ({ "alias ARN": named(world, "aliasArn") }),
  ),
  refusal("CreateAlias", "pending-deletion", "a key pending deletion", ({ key }) => ({
    AliasName: `alias/trent-contract-${key.id}`,
    TargetKeyId: key.id,
  })),
  valid(
    "moved",
    "a key with an alias, and another key",
    "UpdateAlias",
    ({ named: { alias, other } }) => ({ AliasName: alias ?? "", TargetKeyId: other ?? "" }),
    [succeeds("UpdateAlias.success-is-empty")],
  ),
  refusal("UpdateAlias", "unknown-alias", "any key", undefined, ({ key }) => ({
    "alias ARN": key.arn.replace(/key\/.*$/, "alias/trent-contract-nobody"),
  })),
  valid(
    "same-kind",
    "a key with an alias, and an RSA key",
    "UpdateAlias",
    ({ named: { alias, other } }) => ({ AliasName: alias ?? "", TargetKeyId: other ?? "" }),
    [
      {
        clause: "UpdateAlias.same-kind",
        find: ({ received, body }) =>
          received.status === 400
            ? undefined
            : { expected: "any refusal: which is not recorded", actual: `status ${received.status} ${shown(body)}` },
      },
    ],
  ),
  valid("alias moved", "an alias that was moved", "DescribeKey", ({ named: { alias } }) => ({ KeyId: alias ?? "" }), [
    answers("UpdateAlias.success-is-empty", ({ key }) => ({ KeyMetadata: { KeyId: key.id } })),
  ]),
  valid("success", "a key with an alias", "DeleteAlias", ({ named: { alias } }) => ({ AliasName: alias ?? "" }), [
    succeeds("DeleteAlias.success-is-empty"),
  ]),
  valid("key stays", "an alias that was deleted", "DescribeKey", ({ key }) => ({ KeyId: key.id }), [
    succeeds("DeleteAlias.success-is-empty"),
  ]),
  refusal("DeleteAlias", "unknown-alias", "any key", undefined, ({ key }) => ({
    "alias ARN": key.arn.replace(/key\/.*$/, "alias/trent-contract-nobody"),
  })),
  valid(
    "alias gone",
    "an alias that was deleted",
    "DescribeKey",
    ({ named: { alias } }) => ({ KeyId: alias ?? "" }),
    byRule("DescribeKey", "unknown-alias", (world) => ({ "alias ARN": named(world, "aliasArn") })),
  ),
  ...(["alias", "aliasArn"] as const).map((form) =>
    valid(`alias-accepted, ${form}`, "a key with an alias", "DescribeKey", (world) => ({ KeyId: named(world, form) }), [
      answers("DescribeKey.alias-accepted", ({ key }) => ({ KeyMetadata: { KeyId: key.id, Arn: key.arn } })),
    ]),
  ),
  valid("of one key", "a key with an alias", "ListAliases", ({ key }) => ({ KeyId: key.id }), [
    holds("ListAliases.of-one-key", (body, { key, named: { alias, aliasArn } }) => {
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
  refusal("ListAliases", "foreign-marker", "any key", () => ({ Marker: "not a marker" })),
  valid("first page", "two aliases, one of them listed", "ListAliases", ({ key }) => ({ KeyId: key.id, Limit: 1 }), [
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
    ({ key, named: { marker } }) => ({ KeyId: key.id, Marker: marker ?? "none" }),
    [
      holds("ListAliases.paging", (body, { named: { first } }) =>
        aliasesOf(body).length === 1 && aliasesOf(body)[0]?.AliasName !== first && body.Truncated === false
          ? undefined
          : { expected: "the alias that is left, Truncated false", actual: shown(body), pointer: "" },
      ),
    ],
  ),
];
