import type { RuleIds } from "../../generated/rules";
import type { TrentOperation, TrentOperations } from "../../generated/types";
import { ruleName } from "../../openapi/dialect/rule-model";
import { ruleOf } from "../clauses/rule-clauses";
import { type ContractCase, type Expectation, valid } from "../contract-case";
import { byRule, refused } from "../expectations";
import type { CaseWorld, KeyHandle } from "../given/case-world";
import type { StateName, WorldIn } from "../given/provider-states";

/** An operation with the rules that all have which use key material (`openapi/rules/cryptography.yaml`). */
type UsingOperation = {
  [Operation in TrentOperation]: "invalid-grant-token" | "dry-run" extends RuleIds[Operation] ? Operation : never;
}[TrentOperation];

/** A provider state whose key is in one key state; null where a key of this kind cannot be. */
type StateOfKey = StateName | null;

/** The provider states with a key that has the right usage, one for each key state in which it is of no use. */
export interface UnusableKeys {
  readonly usable: StateName;
  readonly disabled: StateOfKey;
  readonly pendingDeletion: StateOfKey;
  readonly pendingImport: StateOfKey;
  readonly creating: StateOfKey;
  readonly unavailable: StateOfKey;
}

/** Symmetric encryption keys. */
export const SYMMETRIC_KEYS: UnusableKeys = {
  usable: "an enabled symmetric key",
  disabled: "a disabled symmetric key",
  pendingDeletion: "a key pending deletion",
  pendingImport: "a key without its imported material",
  creating: "a replica that is being made",
  unavailable: "a key in a disconnected custom key store",
};

/** What a request reads of a state. */
export type WorldWithKey = CaseWorld & { readonly key: KeyHandle };

/**
 * The refusals that every operation has which uses key material: the key states, grant tokens, the dry run.
 * @param body a request that succeeds with a key of the kind.
 */
export function casesOfUse<Operation extends UsingOperation>(
  operation: Operation,
  keys: UnusableKeys,
  body: (world: never) => TrentOperations[Operation]["request"],
): ContractCase[] {
  const refusal = (rule: string, given: StateOfKey, more: object, expects: readonly Expectation[]): ContractCase[] =>
    given === null
      ? []
      : [
          valid(
            `${rule}, ${given}`,
            given,
            operation,
            (world: WorldIn<StateName>) => ({ ...body(world as never), ...more }) as never,
            expects,
          ),
        ];
  const ofRule = (rule: string, given: StateOfKey, more = {}) => refusal(rule, given, more, byRule(operation, rule));
  return [
    ...ofRule("disabled-key", keys.disabled),
    ...refusal("pending-deletion", keys.pendingDeletion, {}, pendingDeletion(operation)),
    ...ofRule("pending-import", keys.pendingImport),
    ...ofRule("creating", keys.creating),
    ...ofRule("unavailable", keys.unavailable),
    ...ofRule("invalid-grant-token", keys.usable, { GrantTokens: ["this is no grant token"] }),
    ...ofRule("dry-run", keys.usable, { DryRun: true }),
  ];
}

/** Documented: either of two errors (docs/evidence/key-states.md#note-2); the text is the same. */
function pendingDeletion(operation: TrentOperation): Expectation[] {
  const clause = ruleName(ruleOf(operation, "pending-deletion"));
  return byRule(operation, "pending-deletion").map((expectation) =>
    expectation.clause === clause
      ? { ...refused(clause, "KMSInvalidStateException", "DisabledException"), byKeyState: true }
      : expectation,
  );
}

/** A key for another usage is refused, also a disabled one: usage is looked at before state. */
export function casesOfUsage<Operation extends UsingOperation>(
  operation: Operation,
  wrong: readonly { readonly given: StateName; readonly keyUsage: string }[],
  body: (world: WorldWithKey) => TrentOperations[Operation]["request"],
  name: string = operation,
): ContractCase[] {
  return wrong.map(({ given, keyUsage }) =>
    valid(
      `key-usage, ${given}`,
      given,
      operation,
      (world: WorldIn<StateName>) => body(world as unknown as WorldWithKey),
      byRule(operation, "key-usage", () => ({ keyUsage, operation: name })),
    ),
  );
}
