import { valid } from "../contract-case";
import { answers, succeeds } from "../expectations";
import { caseFamily } from "./case-family";
import { minimalRequests, refusalsOf } from "./minimal-request";

const MINIMAL = minimalRequests({
  EnableKey: { given: "an enabled symmetric key", body: ({ key }) => ({ KeyId: key.id }) },
  DisableKey: { given: "an enabled symmetric key", body: ({ key }) => ({ KeyId: key.id }) },
});

const refusal = refusalsOf(MINIMAL);
const { EnableKey, DisableKey } = MINIMAL;

/** Keys, enabled and disabled: the key-state table (docs/evidence/key-states.md#table). */
export const LIFECYCLE = caseFamily({
  minimal: MINIMAL,
  cases: [
    valid("disabled", "a disabled symmetric key", "EnableKey", EnableKey.body, [
      succeeds("EnableKey.success-is-empty"),
    ]),
    valid("enabled", "an enabled symmetric key", "EnableKey", EnableKey.body, [succeeds("EnableKey.already-enabled")]),
    valid("enabled", "an enabled symmetric key", "DisableKey", DisableKey.body, [
      succeeds("DisableKey.success-is-empty"),
    ]),
    valid("disabled", "a disabled symmetric key", "DisableKey", DisableKey.body, [
      succeeds("DisableKey.already-disabled"),
    ]),
    valid("enabled again", "a key enabled again", "DescribeKey", ({ key }) => ({ KeyId: key.id }), [
      answers("EnableKey.success-is-empty", () => ({ KeyMetadata: { KeyState: "Enabled", Enabled: true } })),
    ]),
    valid("disabled", "a disabled symmetric key", "DescribeKey", ({ key }) => ({ KeyId: key.id }), [
      answers("DisableKey.success-is-empty", () => ({ KeyMetadata: { KeyState: "Disabled", Enabled: false } })),
    ]),
    ...(["EnableKey", "DisableKey"] as const).flatMap((operation) => [
      refusal(operation, "pending-deletion", "a key pending deletion"),
      refusal(operation, "pending-import", "a key without its imported material"),
      refusal(operation, "creating", "a replica that is being made"),
      refusal(operation, "updating", "a primary that just gave up its place"),
    ]),
  ],
});
