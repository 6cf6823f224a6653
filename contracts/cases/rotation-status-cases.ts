import { type Expectation, valid } from "../contract-case";
import { answers, holds, lacks } from "../expectations";
import { type Finding, shown } from "../finding";
import type { CaseWorld } from "../given/case-world";
import type { StateName, WorldIn } from "../given/provider-states";
import { caseFamily, NOT_DOCUMENTED } from "./case-family";
import { minimalRequests, refusalsOf } from "./minimal-request";

/** Seconds. */
const DAY = 86_400;
/** The clocks of two machines may differ by so many seconds. */
const TOLERANCE = 60;

/** A date this many days after the last call of the state. */
function daysFromNow(days: number, value: unknown, { moment }: CaseWorld): Finding | undefined {
  const from = moment.from / 1000 + days * DAY - TOLERANCE;
  const to = moment.to / 1000 + days * DAY + TOLERANCE;
  if (typeof value === "number" && value >= from && value <= to) return undefined;
  const day = new Date(moment.to + days * DAY * 1000).toISOString();
  return { expected: `${days} days from the call, about ${day}`, actual: shown(value), pointer: "/NextRotationDate" };
}

/** The date that a running rotation on demand has. It may be over when the question arrives: then there is none (docs/evidence/rotation-status.md#on-demand-rotation-running). */
function dateWhileRunning(body: Record<string, unknown>): Finding | undefined {
  const start = body.OnDemandRotationStartDate;
  return start === undefined || typeof start === "number"
    ? undefined
    : { expected: "a time, while the rotation runs", actual: shown(start), pointer: "/OnDemandRotationStartDate" };
}

const MINIMAL = minimalRequests({
  GetKeyRotationStatus: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
});

const refusal = refusalsOf(MINIMAL);

const KEY = ({ key }: { readonly key: { readonly id: string } }) => ({ KeyId: key.id });

type StateWithKey = {
  [Name in StateName]: WorldIn<Name> extends Parameters<typeof KEY>[0] ? Name : never;
}[StateName];

const status = <Name extends StateWithKey>(given: Name, id: string, ...expects: Expectation<WorldIn<Name>>[]) =>
  valid(id, given, "GetKeyRotationStatus", KEY as (world: WorldIn<Name>) => { KeyId: string }, expects);

const on = (clause: string, days: number) =>
  answers(clause, () => ({ KeyRotationEnabled: true, RotationPeriodInDays: days }));
const next = (clause: string, days: number) =>
  holds(clause, (body, world) => daysFromNow(days, body.NextRotationDate, world));
const off = (clause: string) => answers(clause, () => ({ KeyRotationEnabled: false }));
const stillOn = (clause: string) => answers(clause, () => ({ KeyRotationEnabled: true }));

/** What GetKeyRotationStatus says after each change of the schedule (docs/evidence/rotation-status.md). */
export const ROTATION_STATUS = caseFamily({
  minimal: MINIMAL,
  cases: [
    status(
      "an enabled symmetric key",
      "a new key",
      off("GetKeyRotationStatus.rotation-off"),
      lacks(
        "GetKeyRotationStatus.rotation-off",
        "RotationPeriodInDays",
        "NextRotationDate",
        "OnDemandRotationStartDate",
      ),
    ),
    status(
      "rotation on, period left to KMS",
      "default period",
      on("EnableKeyRotation.period-default", 365),
      next("EnableKeyRotation.first-rotation", 365),
    ),
    ...([90, 180, 2560] as const).map((days) =>
      status(
        `rotation on, every ${days} days`,
        `${days} days`,
        on("EnableKeyRotation.period-custom", days),
        on("GetKeyRotationStatus.rotation-on", days),
        next("EnableKeyRotation.first-rotation", days),
      ),
    ),
    status(
      "rotation on, every 180 days",
      "KeyId",
      answers("GetKeyRotationStatus.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
    ),
    status(
      "rotation on, changed from 180 to 400 days",
      "another period",
      on("EnableKeyRotation.enable-again", 400),
      next("EnableKeyRotation.enable-again-without-period", 400),
    ),
    status(
      "rotation on, enabled again without a period",
      "enabled again",
      on("EnableKeyRotation.enable-again-without-period", 365),
      next("EnableKeyRotation.enable-again-without-period", 365),
    ),
    status(
      "rotation off again",
      "off again",
      off("EnableKeyRotation.turn-off"),
      off("DisableKeyRotation.turns-off"),
      lacks("DisableKeyRotation.turns-off", "RotationPeriodInDays", "NextRotationDate"),
    ),
    status(
      "rotation off and on again",
      "off and on again",
      on("EnableKeyRotation.period-custom", 90),
      next("EnableKeyRotation.first-rotation", 90),
    ),
    status("rotation on, then the key disabled", "of a disabled key", stillOn("GetKeyRotationStatus.disabled-key")),
    status(
      "rotation on, then the key disabled and enabled",
      "disabled and enabled again",
      stillOn("EnableKey.rotation-resumes"),
    ),
    status("a disabled symmetric key", "of a disabled key without rotation", off("GetKeyRotationStatus.disabled-key")),
    status("rotation on, then pending deletion", "pending deletion", off("GetKeyRotationStatus.pending-deletion")),
    status(
      "rotation on, then the deletion cancelled",
      "deletion cancelled",
      stillOn("CancelKeyDeletion.rotation-returns"),
      stillOn("GetKeyRotationStatus.pending-deletion"),
    ),
    ...(["an RSA key", "an elliptic curve key", "an HMAC key"] as const).map((given) =>
      status(given, given, off("GetKeyRotationStatus.not-symmetric")),
    ),
    status(
      "rotation on, then a rotation on demand",
      "schedule after on demand",
      answers("RotateKeyOnDemand.schedule-unchanged", ({ nextRotation }) => ({ NextRotationDate: nextRotation })),
      on("RotateKeyOnDemand.schedule-unchanged", 180),
    ),
    status(
      "a rotation on demand just asked for",
      "on demand running",
      holds("GetKeyRotationStatus.on-demand-running", dateWhileRunning),
    ),
    status(
      "one rotation on demand done",
      "on demand done",
      lacks("GetKeyRotationStatus.on-demand-running", "OnDemandRotationStartDate"),
    ),
    status("a multi-Region primary key", "a primary key", off("GetKeyRotationStatus.rotation-off")),
    status(
      "a replica whose primary rotates every 180 days",
      "a replica follows its primary",
      on("EnableKeyRotation.multi-region-primary", 180),
    ),
    {
      ...status(
        "a year and a day after rotation was turned on",
        "a year later",
        next("EnableKeyRotation.first-rotation", 2 * 365),
      ),
      needs: "clock",
    },
    status(
      "an AWS managed key",
      "aws-managed-key",
      stillOn("GetKeyRotationStatus.aws-managed-key"),
      answers("EnableKeyRotation.aws-managed-every-year", () => ({ RotationPeriodInDays: 365 })),
    ),
    refusal("GetKeyRotationStatus", "imported-key-material", "a key without its imported material"),
  ],
  unproved: { "GetKeyRotationStatus KMSInvalidStateException": NOT_DOCUMENTED },
});
