import { listOf, objectOf } from "../../openapi/dialect/document";
import { valid } from "../contract-case";
import { answers, holds, succeeds } from "../expectations";
import { shown } from "../finding";
import { A_KEY_OF_EACH_STATE } from "../given/key-states";
import { caseFamily } from "./case-family";
import { metadataFinding, SYMMETRIC_METADATA } from "./key-metadata";
import { inByteOrder } from "./list-order";
import { minimalRequests, refusalsOf } from "./minimal-request";

const MINIMAL = minimalRequests({
  DescribeKey: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
  ListKeys: { given: "an account", body: () => ({}) },
  UpdateKeyDescription: {
    given: "an enabled symmetric key",
    body: ({ key }) => ({ KeyId: key.id, Description: "a description" }),
  },
});

const refusal = refusalsOf(MINIMAL);
const { DescribeKey } = MINIMAL;

const keysOf = (body: Record<string, unknown>) => listOf(body.Keys).map(objectOf);

const LIST_KEYS = [
  valid("own keys", "an enabled symmetric key", "ListKeys", () => ({ Limit: 1000 }), [
    holds("ListKeys.own-account", (body, { key, location }) => {
      const foreign = keysOf(body).find(
        ({ KeyArn }) => !String(KeyArn).includes(`:${location.region}:${location.account}:key/`),
      );
      if (foreign)
        return {
          expected: `keys of ${location.account} in ${location.region}`,
          actual: shown(foreign),
          pointer: "/Keys",
        };
      const listed = keysOf(body).some(({ KeyId, KeyArn }) => KeyId === key.id && KeyArn === key.arn);
      return listed || body.Truncated === true
        ? undefined
        : { expected: `${key.id} with its ARN`, actual: `${keysOf(body).length} others`, pointer: "/Keys" };
    }),
  ]),
  valid("first page", "two keys", "ListKeys", () => ({ Limit: 1 }), [
    holds("ListKeys.paging", (body) =>
      keysOf(body).length <= 1 && body.Truncated === true && typeof body.NextMarker === "string"
        ? undefined
        : { expected: "at most 1 key, Truncated true, and a NextMarker", actual: shown(body), pointer: "" },
    ),
  ]),
  valid("second page", "two keys, one of them listed", "ListKeys", ({ marker }) => ({ Limit: 1, Marker: marker }), [
    holds("ListKeys.paging", (body, { first }) =>
      keysOf(body).length === 1 && keysOf(body)[0]?.KeyId !== first
        ? undefined
        : { expected: "another key than on the first page", actual: shown(body), pointer: "/Keys" },
    ),
  ]),
  valid("order", "six keys", "ListKeys", () => ({ Limit: 1000 }), [
    holds("ListKeys.order", (body) =>
      inByteOrder(
        keysOf(body).map(({ KeyId }) => KeyId),
        "/Keys",
      ),
    ),
  ]),
  refusal("ListKeys", "foreign-marker", "an account", () => ({ Marker: "not a marker" })),
];

/** Describing and listing keys. */
export const KEYS = caseFamily({
  minimal: MINIMAL,
  cases: [
    ...LIST_KEYS,
    valid("members-of-the-answer", "an enabled symmetric key", "DescribeKey", DescribeKey.body, [
      holds("DescribeKey.members-of-the-answer", (body) => metadataFinding(body, SYMMETRIC_METADATA)),
    ]),
    valid("by ARN", "an enabled symmetric key", "DescribeKey", ({ key }) => ({ KeyId: key.arn }), [
      answers("DescribeKey.members-of-the-answer", ({ key }) => ({ KeyMetadata: { KeyId: key.id, Arn: key.arn } })),
    ]),
    valid("finding-the-key", "an enabled symmetric key", "DescribeKey", DescribeKey.body, [
      answers("EnableKeyRotation.finding-the-key", ({ key }) => ({ KeyMetadata: { KeyId: key.id, Arn: key.arn } })),
    ]),
    ...A_KEY_OF_EACH_STATE.map((given) =>
      valid(`any-state, ${given}`, given, "DescribeKey", DescribeKey.body, [succeeds("DescribeKey.any-state")]),
    ),
    valid("success", "a described key", "UpdateKeyDescription", ({ key }) => ({ KeyId: key.id, Description: "" }), [
      succeeds("UpdateKeyDescription.success-is-empty"),
    ]),
    valid("described anew", "a key described anew", "DescribeKey", DescribeKey.body, [
      answers("UpdateKeyDescription.success-is-empty", () => ({ KeyMetadata: { Description: "as it is now" } })),
    ]),
    refusal("UpdateKeyDescription", "pending-deletion", "a key pending deletion"),
  ],
});
