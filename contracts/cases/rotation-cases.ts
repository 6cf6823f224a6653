import { invalid, valid } from "../contract-case";
import { byRule, refused, succeeds } from "../expectations";
import { caseFamily } from "./case-family";
import { minimalRequests, refusalsOf } from "./minimal-request";

const MINIMAL = minimalRequests({
  EnableKeyRotation: { given: "an enabled symmetric key", body: ({ key }) => ({ KeyId: key.id }) },
  DisableKeyRotation: { given: "an enabled symmetric key", body: ({ key }) => ({ KeyId: key.id }) },
});

const refusal = refusalsOf(MINIMAL);

/** Automatic rotation, turned on and off (docs/evidence/rotation.md). */
export const ROTATION = caseFamily({
  minimal: MINIMAL,
  cases: [
    ...(["id", "arn"] as const).map((form) =>
      valid(
        `success, by key ${form}`,
        "an enabled symmetric key",
        "EnableKeyRotation",
        ({ key }) => ({ KeyId: key[form] }),
        [succeeds("EnableKeyRotation.success-is-empty")],
      ),
    ),
    ...[90, 180, 2560].map((RotationPeriodInDays) =>
      valid(
        `success, ${RotationPeriodInDays} days`,
        "an enabled symmetric key",
        "EnableKeyRotation",
        ({ key }) => ({ KeyId: key.id, RotationPeriodInDays }),
        [succeeds("EnableKeyRotation.period-custom")],
      ),
    ),
    valid(
      "again",
      "rotation on, every 180 days",
      "EnableKeyRotation",
      ({ key }) => ({ KeyId: key.id, RotationPeriodInDays: 90 }),
      [succeeds("EnableKeyRotation.enable-again")],
    ),
    valid("success", "a multi-Region primary key", "EnableKeyRotation", ({ key }) => ({ KeyId: key.id }), [
      succeeds("EnableKeyRotation.multi-region-primary"),
    ]),
    valid("success", "rotation on, every 180 days", "DisableKeyRotation", ({ key }) => ({ KeyId: key.id }), [
      succeeds("DisableKeyRotation.success-is-empty"),
    ]),
    valid("again", "rotation off again", "DisableKeyRotation", ({ key }) => ({ KeyId: key.id }), [
      succeeds("DisableKeyRotation.success-is-empty"),
    ]),
    refusal("EnableKeyRotation", "symmetric-only", "an RSA key for encryption"),
    refusal("EnableKeyRotation", "asymmetric-key", "an RSA key"),
    refusal("EnableKeyRotation", "asymmetric-key", "an elliptic curve key"),
    refusal("EnableKeyRotation", "hmac-key", "an HMAC key"),
    refusal("EnableKeyRotation", "imported-key-material", "a key without its imported material"),
    refusal("EnableKeyRotation", "pending-import", "a key without its imported material"),
    refusal("EnableKeyRotation", "state-before-spec", "a disabled RSA key"),
    refusal("EnableKeyRotation", "pending-deletion", "a primary waiting for its replica's deletion"),
    refusal("DisableKeyRotation", "imported-key-material", "a key without its imported material"),
    ...(["EnableKeyRotation", "DisableKeyRotation"] as const).flatMap((operation) => [
      refusal(operation, "disabled-key", "a disabled symmetric key"),
      refusal(operation, "pending-deletion", "a key pending deletion"),
      refusal(operation, "creating", "a replica that is being made"),
      refusal(operation, "replica", "a replica of a multi-Region key"),
      refusal(operation, "aws-managed-key", "an AWS managed key"),
    ]),
    // The author of an emulator saw AWS answer 200 here (docs/evidence/rotation.md#turning-off-an-asymmetric-key), so the case accepts both answers.
    valid("not-symmetric, an RSA key", "an RSA key", "DisableKeyRotation", ({ key }) => ({ KeyId: key.id }), [
      {
        clause: "wire.status-declared",
        find: (outcome) =>
          outcome.received.status === 200
            ? undefined
            : refused("wire.status-declared", "UnsupportedOperationException").find(outcome),
      },
    ]),
    ...(
      [
        ["period-too-short", 89],
        ["period-too-long", 2561],
      ] as const
    ).map(([rule, RotationPeriodInDays]) =>
      invalid(
        `${rule}, any key`,
        "any key",
        "EnableKeyRotation",
        ({ key }) => ({ KeyId: key.id, RotationPeriodInDays }),
        byRule("EnableKeyRotation", rule),
      ),
    ),
    invalid(
      "key-id-empty, any key",
      "any key",
      "EnableKeyRotation",
      () => ({ KeyId: "" }),
      byRule("EnableKeyRotation", "key-id-empty"),
    ),
    ...(
      [
        ["left out", {}],
        ["null", { KeyId: null }],
      ] as const
    ).map(([form, body]) =>
      invalid(
        `key-id-missing, ${form}`,
        "an account",
        "EnableKeyRotation",
        () => body,
        byRule("EnableKeyRotation", "key-id-missing"),
      ),
    ),
  ],
  unproved: {
    "DisableKeyRotation.not-symmetric":
      "the documentation and an observation disagree (docs/evidence/rotation.md#turning-off-an-asymmetric-key): a case accepts either answer",
  },
});
