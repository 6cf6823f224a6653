import { operations } from "../../../generated/operations";
import type { RefusingRules } from "../../../generated/rules";
import type { TrentOperation } from "../../../generated/types";
import type { OperationModel } from "../../../openapi/dialect/operations";
import { fillMessage, type RuleModel, ruleName } from "../../../openapi/dialect/rule-model";

/** A refusal of an operation by one of its rules. Nothing that the transition has changed before then holds. */
export class ModeledError extends Error {
  override readonly name = "ModeledError";

  constructor(
    readonly rule: RuleModel,
    /** AWS's own text; undefined where AWS sends none, or none is known. */
    readonly text: string | undefined,
  ) {
    super(text ?? rule.error);
  }

  /** The `__type` of the answer. */
  get type(): string {
    return this.rule.error ?? "";
  }
}

/** A call that cannot go on without the rule that a test has switched off. */
export class RuleIsOff extends Error {
  override readonly name = "RuleIsOff";
}

/** The id of a rule, and the values that its text needs. */
type Refusal<Rules> = {
  [Id in keyof Rules]: keyof Rules[Id] extends never
    ? [id: Id, values?: Readonly<Record<string, string>>]
    : [id: Id, values: Readonly<Rules[Id]>];
}[keyof Rules];

/**
 * Refuses a call by a rule: `refuse("disabled-key", { keyArn })`. It throws a {@link ModeledError}, unless a test has
 * switched the rule off: then the call goes on as if the rule were not there.
 */
export interface Refuse<Rules> {
  (...refusal: Refusal<Rules>): void;
  /** Refuses where nothing can go on: with the rule switched off, {@link RuleIsOff} is thrown instead. */
  readonly always: (...refusal: Refusal<Rules>) => never;
}

/** How a transition of an operation refuses: by a rule of its own operation, any other does not compile. */
export type RefuseBy<Operation extends TrentOperation> = Refuse<RefusingRules[Operation]>;

type AnyRefuse = Refuse<Record<string, { [value: string]: string }>>;

const refusers = new Map<string, AnyRefuse>();

/**
 * The refusals of an operation.
 * @param off the rule that a test has switched off, as `EnableKeyRotation.disabled-key`.
 */
export function refuserOf<Operation extends TrentOperation>(operation: Operation, off?: string): RefuseBy<Operation> {
  if (off !== undefined) return createRefuser(operation, off) as unknown as RefuseBy<Operation>;
  const known = refusers.get(operation) ?? createRefuser(operation, undefined);
  refusers.set(operation, known);
  return known as unknown as RefuseBy<Operation>;
}

function createRefuser(operation: TrentOperation, off: string | undefined): AnyRefuse {
  const model: OperationModel = operations[operation];
  const rules = new Map(model.rules.map((rule) => [rule.id, rule]));
  const refusal = (id: string, values: Readonly<Record<string, string>> = {}): ModeledError => {
    const rule = rules.get(id);
    if (!rule) throw new Error(`${operation} has no rule ${id}.`);
    return new ModeledError(rule, fillMessage(rule.message, values));
  };
  const isOff = (id: string) => off === ruleName({ operation, id });
  const refuse = (id: string, values?: Readonly<Record<string, string>>): void => {
    if (!isOff(id)) throw refusal(id, values);
  };
  const always = (id: string, values?: Readonly<Record<string, string>>): never => {
    throw isOff(id)
      ? new RuleIsOff(`The rule ${operation}.${id} is switched off, and the call cannot go on.`)
      : refusal(id, values);
  };
  return Object.assign(refuse, { always }) as unknown as AnyRefuse;
}
