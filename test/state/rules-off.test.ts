import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { allOperations } from "../../mock/engine/state/all-operations";
import { ModeledError, type RefuseBy, RuleIsOff, refuserOf } from "../../mock/engine/state/refuse";
import type { TransitionContext } from "../../mock/engine/state/transition-context";
import type { OperationModel } from "../../openapi/dialect/operations";
import { declaredErrors, ODD_NAMES, operationsWith, requestWith } from "./odd-requests";
import { ACCOUNT, arnOf, OTHER_REGION, World } from "./world";

const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

interface Row {
  /** The rule that is switched off. */
  readonly rule: `${TrentOperation}.${string}`;
  readonly fixture?: string;
  readonly request: object;
  /** What the rule refuses with while it is on. */
  readonly on: string;
  /** What happens without it. */
  readonly off: string;
}

const DISABLED = `keys: [{ id: ${ID}, state: Disabled }]`;
const RSA = `keys: [{ id: ${ID}, spec: RSA_2048 }]`;

const ROWS: readonly Row[] = [
  {
    rule: "EnableKeyRotation.disabled-key",
    fixture: DISABLED,
    request: { KeyId: ID },
    on: `DisabledException: ${arnOf(ID)} is disabled.`,
    off: "ok",
  },
  {
    rule: "EnableKeyRotation.asymmetric-key",
    fixture: RSA,
    request: { KeyId: ID },
    on: "UnsupportedOperationException",
    off: "ok",
  },
  {
    rule: "DisableKeyRotation.pending-deletion",
    fixture: `keys: [{ id: ${ID}, state: PendingDeletion }]`,
    request: { KeyId: ID },
    on: `KMSInvalidStateException: ${arnOf(ID)} is pending deletion.`,
    off: "ok",
  },
  {
    rule: "EnableKeyRotation.imported-key-material",
    fixture: `keys: [{ id: ${ID}, origin: EXTERNAL, state: Disabled }]`,
    request: { KeyId: ID },
    on: `UnsupportedOperationException: ${arnOf(ID)} origin is EXTERNAL which is not valid for this operation.`,
    // The next rule in the order of checks.
    off: `DisabledException: ${arnOf(ID)} is disabled.`,
  },
  {
    rule: "CreateAlias.invalid-characters",
    fixture: DISABLED,
    request: { AliasName: "alias/a:b", TargetKeyId: ID },
    on: "ValidationException: alias/a:b contains invalid characters for an alias",
    off: "ok",
  },
  {
    rule: "CreateKey.policy-lockout",
    request: {
      Policy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:Get*","Resource":"*"}}',
    },
    on: "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
    off: "ok",
  },
  {
    rule: "CreateKey.malformed-policy",
    request: { Policy: "{", BypassPolicyLockoutSafetyCheck: true },
    on: "MalformedPolicyDocumentException",
    off: "ok",
  },
  {
    rule: "ListKeys.foreign-marker",
    request: { Marker: "bm90IG91cnM" },
    on: "InvalidMarkerException",
    off: "ok",
  },
  {
    rule: "EnableKeyRotation.unknown-key",
    request: { KeyId: ID },
    on: `NotFoundException: Key '${arnOf(ID)}' does not exist`,
    off: "The rule EnableKeyRotation.unknown-key is switched off, and the call cannot go on.",
  },
  {
    rule: "DeleteAlias.unknown-alias",
    request: { AliasName: "alias/none" },
    on: `NotFoundException: Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/none is not found.`,
    off: "The rule DeleteAlias.unknown-alias is switched off, and the call cannot go on.",
  },
];

function saidBy(world: World, operation: TrentOperation, request: object): string {
  try {
    return world.fault(operation, request as never);
  } catch (error) {
    if (error instanceof RuleIsOff) return error.message;
    throw error;
  }
}

const operationOf = (rule: string) => rule.split(".")[0] as TrentOperation;

test.each(ROWS)("$rule: $on; switched off: $off", ({ rule, fixture, request, on, off }) => {
  const operation = operationOf(rule);
  const world = new World(fixture);
  expect(saidBy(world, operation, request)).toBe(on);
  world.ruleOff = rule;
  expect(saidBy(world, operation, request)).toBe(off);
});

test("a rule that is off is off for its own operation only", () => {
  const world = new World(DISABLED);
  world.ruleOff = "EnableKeyRotation.disabled-key";
  expect(world.fault("DisableKeyRotation", { KeyId: ID })).toBe(`DisabledException: ${arnOf(ID)} is disabled.`);
  expect(world.fault("RotateKeyOnDemand", { KeyId: ID })).toBe(`DisabledException: ${arnOf(ID)} is disabled.`);
  world.ruleOff = undefined;
  expect(world.fault("EnableKeyRotation", { KeyId: ID })).toBe(`DisabledException: ${arnOf(ID)} is disabled.`);
});

test("a call that cannot go on changes nothing", () => {
  const world = new World();
  const KeyId = world.createKey({ MultiRegion: true });
  world.ruleOff = "UpdatePrimaryRegion.no-replica-there";
  const request = { KeyId, PrimaryRegion: OTHER_REGION };
  expect(() => world.call("UpdatePrimaryRegion", request)).toThrow(RuleIsOff);
  expect(world.ok("DescribeKey", { KeyId }).KeyMetadata!.KeyState).toBe("Enabled");
});

describe("every refusal names its rule", () => {
  test.each(ROWS)("$rule", ({ rule, fixture, request }) => {
    const outcome = new World(fixture).call(operationOf(rule), request as never);
    if (outcome.kind === "success") throw new Error("not refused");
    expect(`${outcome.rule.operation}.${outcome.rule.id}`).toBe(rule);
    expect(outcome.rule.source).toMatch(/^docs\/evidence\//);
    expect(outcome.rule.rule).toMatch(/\.$/);
  });
});

/** Without a rule a call may do what it should not, but it does not break: the matrix of rules relies on it. */
test.each(operationsWith("KeyId", "TargetKeyId"))(
  "$operation without any one of its rules: ok, a declared error, or RuleIsOff",
  ({ operation, member }) => {
    const { rules }: OperationModel = operations[operation];
    const declared = new Set(declaredErrors(operation));
    const surprises: string[] = [];
    const fixtures = [DISABLED, RSA, `keys: [{ id: ${ID}, manager: AWS, aliases: [alias/aws/ebs] }]`];
    for (const { id } of rules.filter(({ error }) => error !== undefined)) {
      for (const name of [ID, "arn:aws:kms:us-east-1:111122223333:alias/a", ...ODD_NAMES.slice(0, 12)]) {
        for (const fixture of fixtures) {
          const world = new World(fixture);
          world.ruleOff = `${operation}.${id}`;
          try {
            const outcome = world.call(operation, requestWith(operation, member, name) as never);
            if (outcome.kind === "refusal" && !declared.has(outcome.type))
              surprises.push(`${id} ${name} ${outcome.type}`);
          } catch (error) {
            if (!(error instanceof RuleIsOff)) surprises.push(`${id} ${name} threw ${error}`);
          }
        }
      }
    }
    expect(surprises).toEqual([]);
  },
);

function refuserFor<Operation extends TrentOperation>(
  operation: Operation,
  context?: Pick<TransitionContext, "ruleOff" | "noQuotas">,
): RefuseBy<Operation> {
  return refuserOf(operation, allOperations[operation].checks.rules, context);
}

describe("refuse", () => {
  test("throws the rule's error with its text, the placeholders filled", () => {
    const refuse = refuserFor("EnableKeyRotation");
    const thrown = catchError(() => refuse("disabled-key", { keyArn: "ARN" }));
    expect(thrown).toBeInstanceOf(ModeledError);
    expect(thrown).toMatchObject({ type: "DisabledException", text: "ARN is disabled.", rule: { id: "disabled-key" } });
  });

  test("gives no text where AWS sends none, or none is known", () => {
    expect(catchError(() => refuserFor("EnableKeyRotation")("asymmetric-key"))).toMatchObject({
      type: "UnsupportedOperationException",
      text: undefined,
    });
  });

  test("always: the error, or RuleIsOff", () => {
    const values = { keyArn: "ARN" };
    expect(() => refuserFor("EnableKey").always("unknown-key", values)).toThrow("Key 'ARN' does not exist");
    const off = refuserFor("EnableKey", { ruleOff: "EnableKey.unknown-key" });
    expect(() => off.always("unknown-key", values)).toThrow(RuleIsOff);
    // Another operation's rule of that name is not meant.
    expect(() => refuserFor("EnableKey", { ruleOff: "DisableKey.unknown-key" }).always("unknown-key", values)).toThrow(
      ModeledError,
    );
  });

  /** `npm run check` compiles this: each line would be an error of the compiler, or the directive above it is one. */
  test("compiles only with a rule of its own operation, and with the values of its text", () => {
    const refuse = refuserFor("EnableKeyRotation");
    // @ts-expect-error: it is a rule of CreateAlias.
    expect(() => refuse("name-taken", { aliasArn: "ARN" })).toThrow("EnableKeyRotation has no rule name-taken");
    // @ts-expect-error: no operation has such a rule.
    expect(() => refuse("no-such-rule")).toThrow("EnableKeyRotation has no rule no-such-rule");
    // @ts-expect-error: always is no way around it.
    expect(() => refuse.always("name-taken", { aliasArn: "ARN" })).toThrow("has no rule");
    // @ts-expect-error: a rule that refuses nothing.
    expect(() => refuse("success-is-empty", { keyArn: "ARN" })).toThrow();
    // @ts-expect-error: the text needs keyArn.
    expect(() => refuse("disabled-key")).toThrow(ModeledError);
    // @ts-expect-error: the text needs keyArn, and not keyId.
    expect(() => refuse("disabled-key", { keyId: "ARN" })).toThrow(ModeledError);
    // @ts-expect-error: both values are needed.
    expect(() => refuse("custom-key-store", { keyArn: "ARN" })).toThrow(ModeledError);
    expect(() => refuse("custom-key-store", { keyArn: "ARN", origin: "X" })).toThrow("ARN origin is X which");
  });
});

function catchError(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("it did not throw");
}
