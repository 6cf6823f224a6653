import type { RefusingRules } from "../../../generated/rules";
import type { TrentOperation } from "../../../generated/types";
import { fillMessage, type RuleModel, ruleName } from "../../../openapi/dialect/rule-model";
import type { TransitionContext } from "./transition-context";

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
  /** Whether the operation has a rule, where several operations share what refuses. */
  readonly has: (id: keyof Rules) => boolean;
  /** The number of a rule that is a quota; no number is above it where quotas are lifted. */
  readonly quota: (id: keyof Rules) => number;
}

/** How a transition of an operation refuses: by a rule of its own operation, any other does not compile. */
export type RefuseBy<Operation extends TrentOperation> = Refuse<RefusingRules[Operation]>;

type AnyRefuse = Refuse<Record<string, { [value: string]: string }>>;

/** The refusals of each operation with its quotas, and without, by its rules. */
const REFUSERS = {
  limited: new Map<readonly RuleModel[], AnyRefuse>(),
  unlimited: new Map<readonly RuleModel[], AnyRefuse>(),
};

/**
 * The refusals of an operation, with what the context says of quotas and of a rule that a test has switched off.
 * @param rules those of the operation.
 */
export function refuserOf<Operation extends TrentOperation>(
  operation: Operation,
  rules: readonly RuleModel[],
  { ruleOff, noQuotas = false }: Pick<TransitionContext, "ruleOff" | "noQuotas"> = {},
): RefuseBy<Operation> {
  if (ruleOff !== undefined)
    return createRefuser(operation, rules, noQuotas, ruleOff) as unknown as RefuseBy<Operation>;
  const refusers = noQuotas ? REFUSERS.unlimited : REFUSERS.limited;
  const known = refusers.get(rules) ?? createRefuser(operation, rules, noQuotas);
  refusers.set(rules, known);
  return known as unknown as RefuseBy<Operation>;
}

function createRefuser(
  operation: TrentOperation,
  all: readonly RuleModel[],
  noQuotas: boolean,
  off?: string,
): AnyRefuse {
  const rules = new Map(all.map((rule) => [rule.id, rule]));
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
  const quota = (id: string) => (noQuotas ? undefined : rules.get(id)?.quota) ?? Number.POSITIVE_INFINITY;
  const has = (id: string) => rules.has(id);
  return Object.assign(refuse, { always, has, quota }) as unknown as AnyRefuse;
}
