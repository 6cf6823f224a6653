import type { KeyState } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import { type Case, valid } from "../contract-case";
import { answers, holds, lacks, refused, succeeds } from "../expectations";
import { shown } from "../finding";
import type { StateName } from "../given/provider-states";
import { refusal, refusals } from "./refusal";

const KEY = ({ key }: { key: { id: string } }) => ({ KeyId: key.id });
const DAY = 86_400;

/** What DescribeKey says of the key's state. */
const shows = (id: string, given: StateName, clause: string, KeyState: KeyState, Enabled: boolean) =>
  valid(id, given, "DescribeKey", KEY, [answers(clause, () => ({ KeyMetadata: { KeyState, Enabled } }))]);

const window = (id: string, clause: string, days: number, PendingWindowInDays?: number) =>
  valid(
    id,
    "an enabled symmetric key",
    "ScheduleKeyDeletion",
    ({ key }) => ({ KeyId: key.id, ...(PendingWindowInDays && { PendingWindowInDays }) }),
    [
      answers(clause, () => ({ PendingWindowInDays: days, KeyState: "PendingDeletion" })),
      holds("ScheduleKeyDeletion.deletion-date", (body, _world, { received }) => {
        const expected = received.at / 1000 + days * DAY;
        const date = body.DeletionDate;
        if (typeof date === "number" && Math.abs(date - expected) < 60) return undefined;
        return { expected: `about ${expected}`, actual: shown(date), pointer: "/DeletionDate" };
      }),
    ],
  );

/** Enabled, disabled, scheduled, cancelled: the key-state table (kms.md 5.2) row by row. */
export const LIFECYCLE: readonly Case[] = [
  valid("disabled", "a disabled symmetric key", "EnableKey", KEY, [succeeds("EnableKey.success-is-empty")]),
  valid("enabled", "an enabled symmetric key", "EnableKey", KEY, [succeeds("EnableKey.already-enabled")]),
  valid("enabled", "an enabled symmetric key", "DisableKey", KEY, [succeeds("DisableKey.success-is-empty")]),
  valid("disabled", "a disabled symmetric key", "DisableKey", KEY, [succeeds("DisableKey.already-disabled")]),
  shows("enabled again", "a key enabled again", "EnableKey.success-is-empty", "Enabled", true),
  shows("disabled", "a disabled symmetric key", "DisableKey.success-is-empty", "Disabled", false),
  ...refusals(
    ["EnableKey", "DisableKey", "ScheduleKeyDeletion", "TagResource", "UntagResource", "UpdateKeyDescription"],
    "pending-deletion",
    "a key pending deletion",
  ),
  ...refusals(["EnableKey", "DisableKey"], "pending-import", "a key without its imported material"),
  ...refusals(["EnableKey", "DisableKey"], "creating", "a replica that is being made"),
  ...refusals(
    ["EnableKey", "DisableKey", "ScheduleKeyDeletion", "ReplicateKey"],
    "updating",
    "a primary that just gave up its place",
  ),
  window("window of 7 days", "ScheduleKeyDeletion.deletion-date", 7, 7),
  window("window of 30 days", "ScheduleKeyDeletion.deletion-date", 30, 30),
  window("window left to KMS", "ScheduleKeyDeletion.window-default", 30),
  valid(
    "KeyId",
    "an enabled symmetric key",
    "ScheduleKeyDeletion",
    ({ key }) => ({ KeyId: key.id, PendingWindowInDays: 7 }),
    [answers("ScheduleKeyDeletion.key-id-is-arn", ({ key }) => ({ KeyId: key.arn }))],
  ),
  valid("disabled", "a disabled symmetric key", "ScheduleKeyDeletion", KEY, [
    answers("ScheduleKeyDeletion.disabled-key", () => ({ KeyState: "PendingDeletion" })),
  ]),
  valid("pending import", "a key without its imported material", "ScheduleKeyDeletion", KEY, [
    answers("ScheduleKeyDeletion.deletion-date", () => ({ KeyState: "PendingDeletion" })),
  ]),
  valid("primary with a replica", "a multi-Region primary with a replica", "ScheduleKeyDeletion", KEY, [
    answers("ScheduleKeyDeletion.primary-with-replicas", () => ({ KeyState: "PendingReplicaDeletion" })),
    lacks("ScheduleKeyDeletion.primary-with-replicas", "DeletionDate"),
  ]),
  valid("KeyId", "a key pending deletion", "CancelKeyDeletion", KEY, [
    answers("CancelKeyDeletion.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
  ]),
  shows("pending deletion", "a key pending deletion", "ScheduleKeyDeletion.deletion-date", "PendingDeletion", false),
  shows(
    "deletion cancelled",
    "a key whose deletion is cancelled",
    "CancelKeyDeletion.becomes-disabled",
    "Disabled",
    false,
  ),
  shows(
    "enabled after cancel",
    "a key enabled after its deletion was cancelled",
    "CancelKeyDeletion.becomes-disabled",
    "Enabled",
    true,
  ),
  valid("no date after cancel", "a key whose deletion is cancelled", "DescribeKey", KEY, [
    holds("CancelKeyDeletion.becomes-disabled", (body) => {
      const { DeletionDate } = objectOf(body.KeyMetadata);
      return DeletionDate === undefined
        ? undefined
        : { expected: "no such member", actual: shown(DeletionDate), pointer: "/KeyMetadata/DeletionDate" };
    }),
  ]),
  ...(["an enabled symmetric key", "a disabled symmetric key", "a key without its imported material"] as const).map(
    (given) => refusal("CancelKeyDeletion", "not-pending-deletion", given),
  ),
  ...(
    [
      "an enabled symmetric key",
      "a disabled symmetric key",
      "a key pending deletion",
      "a key without its imported material",
      "a replica that is being made",
    ] as const
  ).flatMap((given) => [
    valid(`any-state, ${given}`, given, "DescribeKey", KEY, [succeeds("DescribeKey.any-state")]),
    valid(`any-state, ${given}`, given, "ListResourceTags", KEY, [succeeds("ListResourceTags.any-state")]),
  ]),
  ...(["a disabled symmetric key", "a key without its imported material"] as const).flatMap((given) => [
    valid(
      `success, ${given}`,
      given,
      "TagResource",
      ({ key }) => ({ KeyId: key.id, Tags: [{ TagKey: "Purpose", TagValue: "Test" }] }),
      [succeeds("TagResource.success-is-empty")],
    ),
    valid(`success, ${given}`, given, "UntagResource", ({ key }) => ({ KeyId: key.id, TagKeys: ["Purpose"] }), [
      succeeds("UntagResource.success-is-empty"),
    ]),
  ]),
  // The model lets 1 to 365 pass, the documentation 7 to 30: the document has the narrower range (kms.md 2.3).
  ...([6, 31] as const).map(
    (PendingWindowInDays): Case => ({
      ...valid(
        `window-range, ${PendingWindowInDays} days`,
        "an enabled symmetric key",
        "ScheduleKeyDeletion",
        ({ key }) => ({ KeyId: key.id, PendingWindowInDays }),
        [refused("ScheduleKeyDeletion.window-range", "ValidationException")],
      ),
      ours: "invalid",
    }),
  ),
];
