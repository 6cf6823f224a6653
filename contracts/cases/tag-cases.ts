import { listOf, objectOf } from "../../openapi/dialect/document";
import { valid } from "../contract-case";
import { byRule, holds, succeeds } from "../expectations";
import { shown } from "../finding";
import { A_KEY_OF_EACH_STATE } from "../given/key-states";
import { caseFamily } from "./case-family";
import { minimalRequests, refusalsOf } from "./minimal-request";
import { TAG_FAULTS } from "./tag-faults";

const MINIMAL = minimalRequests({
  TagResource: {
    given: "an enabled symmetric key",
    body: ({ key }) => ({ KeyId: key.id, Tags: [{ TagKey: "Purpose", TagValue: "Test" }] }),
  },
  UntagResource: {
    given: "an enabled symmetric key",
    body: ({ key }) => ({ KeyId: key.id, TagKeys: ["Purpose"] }),
  },
  ListResourceTags: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
});

const refusal = refusalsOf(MINIMAL);
const { TagResource, UntagResource, ListResourceTags } = MINIMAL;

const tagsOf = (body: Record<string, unknown>) => listOf(body.Tags).map(objectOf);

/** The tags of a key. */
export const TAGS = caseFamily({
  minimal: MINIMAL,
  cases: [
    ...TAG_FAULTS.map(({ rule, Tags }) =>
      valid(
        `${rule}, ${Tags[0].TagKey}`,
        "any key",
        "TagResource",
        ({ key }) => ({ KeyId: key.id, Tags: [...Tags] }),
        byRule("TagResource", rule),
      ),
    ),
    refusal("TagResource", "too-many-tags", "a key with fifty tags"),
    refusal("TagResource", "aws-managed-key", "an AWS managed key"),
    refusal("TagResource", "pending-deletion", "a key pending deletion"),
    refusal("UntagResource", "pending-deletion", "a key pending deletion"),
    valid(
      "new",
      "an enabled symmetric key",
      "TagResource",
      ({ key }) => ({ KeyId: key.id, Tags: [{ TagKey: "Purpose", TagValue: "" }] }),
      [succeeds("TagResource.success-is-empty")],
    ),
    ...(["a disabled symmetric key", "a key without its imported material"] as const).flatMap((given) => [
      valid(`success, ${given}`, given, "TagResource", TagResource.body, [succeeds("TagResource.success-is-empty")]),
      valid(`success, ${given}`, given, "UntagResource", UntagResource.body, [
        succeeds("UntagResource.success-is-empty"),
      ]),
    ]),
    valid("replaced", "a tag whose value was replaced", "ListResourceTags", ListResourceTags.body, [
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
    valid("taken away", "five tags, one taken away", "ListResourceTags", ListResourceTags.body, [
      holds("UntagResource.success-is-empty", (body) =>
        tagsOf(body).some(({ TagKey }) => TagKey === "Two") || (tagsOf(body).length !== 4 && body.Truncated !== true)
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
      ({ key, marker }) => ({ KeyId: key.id, Marker: marker }),
      [
        // A page may hold fewer items than Limit (docs/evidence/paging.md#pages): then it says that there are more.
        holds("ListResourceTags.paging", (body, { first }) => {
          const names = tagsOf(body).map(({ TagKey }) => String(TagKey));
          const read = first.split(",");
          const isLast = read.length + names.length === 5;
          return !names.some((name) => read.includes(name)) &&
            body.Truncated === !isLast &&
            "NextMarker" in body === !isLast
            ? undefined
            : { expected: "the other tags and no NextMarker, or some with one", actual: shown(body), pointer: "" };
        }),
      ],
    ),
    refusal("ListResourceTags", "foreign-marker", "any key", ({ key }) => ({ KeyId: key.id, Marker: "not a marker" })),
    ...A_KEY_OF_EACH_STATE.map((given) =>
      valid(`any-state, ${given}`, given, "ListResourceTags", ListResourceTags.body, [
        succeeds("ListResourceTags.any-state"),
      ]),
    ),
  ],
  unproved: {
    "UntagResource TagException": "declared by the model; removing a reserved tag is not documented",
  },
});
