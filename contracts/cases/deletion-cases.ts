import type { KeyState } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import { invalid, valid } from "../contract-case";
import { answers, byRule, holds, lacks } from "../expectations";
import { shown } from "../finding";
import type { StateName } from "../given/provider-states";
import { caseFamily } from "./case-family";
import { minimalRequests, refusalsOf } from "./minimal-request";

/** Seconds. */
const DAY = 86_400;
const TOLERANCE = 60;

const MINIMAL = minimalRequests({
  ScheduleKeyDeletion: { given: "an enabled symmetric key", body: ({ key }) => ({ KeyId: key.id }) },
  CancelKeyDeletion: { given: "a key pending deletion", body: ({ key }) => ({ KeyId: key.id }) },
});

const refusal = refusalsOf(MINIMAL);
const { ScheduleKeyDeletion, CancelKeyDeletion } = MINIMAL;

type Deleted =
  | "a key pending deletion"
  | "a key whose deletion is cancelled"
  | "a key enabled after its deletion was cancelled";

/** What DescribeKey says afterwards. */
const shows = (id: string, given: Deleted & StateName, clause: string, KeyState: KeyState, Enabled: boolean) =>
  valid(id, given, "DescribeKey", ({ key }) => ({ KeyId: key.id }), [
    answers(clause, () => ({ KeyMetadata: { KeyState, Enabled } })),
  ]);

/** The date of a deletion with a waiting period of so many days. */
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
        if (typeof date === "number" && Math.abs(date - expected) < TOLERANCE) return undefined;
        return { expected: `about ${expected}`, actual: shown(date), pointer: "/DeletionDate" };
      }),
    ],
  );

/** Keys, scheduled for deletion and cancelled: the key-state table (docs/evidence/key-states.md#table). */
export const DELETION = caseFamily({
  minimal: MINIMAL,
  cases: [
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
    valid("disabled", "a disabled symmetric key", "ScheduleKeyDeletion", ScheduleKeyDeletion.body, [
      answers("ScheduleKeyDeletion.disabled-key", () => ({ KeyState: "PendingDeletion" })),
    ]),
    valid("pending import", "a key without its imported material", "ScheduleKeyDeletion", ScheduleKeyDeletion.body, [
      answers("ScheduleKeyDeletion.deletion-date", () => ({ KeyState: "PendingDeletion" })),
    ]),
    valid(
      "primary with a replica",
      "a multi-Region primary with a replica",
      "ScheduleKeyDeletion",
      ScheduleKeyDeletion.body,
      [
        answers("ScheduleKeyDeletion.primary-with-replicas", () => ({ KeyState: "PendingReplicaDeletion" })),
        lacks("ScheduleKeyDeletion.primary-with-replicas", "DeletionDate"),
      ],
    ),
    refusal("ScheduleKeyDeletion", "pending-deletion", "a key pending deletion"),
    refusal("ScheduleKeyDeletion", "updating", "a primary that just gave up its place"),
    // The model allows 1 to 365 days, the documentation 7 to 30: the document has the narrower range (docs/evidence/deletion.md#window-range).
    ...[6, 31].map((PendingWindowInDays) =>
      invalid(
        `window-range, ${PendingWindowInDays} days`,
        "an enabled symmetric key",
        "ScheduleKeyDeletion",
        ({ key }) => ({ KeyId: key.id, PendingWindowInDays }),
        byRule("ScheduleKeyDeletion", "window-range"),
      ),
    ),
    shows("pending deletion", "a key pending deletion", "ScheduleKeyDeletion.deletion-date", "PendingDeletion", false),
    valid("KeyId", "a key pending deletion", "CancelKeyDeletion", CancelKeyDeletion.body, [
      answers("CancelKeyDeletion.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
    ]),
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
    valid(
      "no date after cancel",
      "a key whose deletion is cancelled",
      "DescribeKey",
      ({ key }) => ({ KeyId: key.id }),
      [
        holds("CancelKeyDeletion.becomes-disabled", (body) => {
          const { DeletionDate } = objectOf(body.KeyMetadata);
          return DeletionDate === undefined
            ? undefined
            : { expected: "no such member", actual: shown(DeletionDate), pointer: "/KeyMetadata/DeletionDate" };
        }),
      ],
    ),
    ...(["an enabled symmetric key", "a disabled symmetric key", "a key without its imported material"] as const).map(
      (given) => refusal("CancelKeyDeletion", "not-pending-deletion", given),
    ),
  ],
});
