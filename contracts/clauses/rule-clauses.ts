import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { pointer } from "../../openapi/dialect/document";
import { type RuleModel, readRules, ruleName } from "../../openapi/dialect/rule-model";
import type { Clause } from "../clause";
import { nodeAt, OPERATIONS } from "../contract-document";
import { SuiteFault } from "../suite-errors";

/** A rule of an operation, with its place in the document. */
export interface DocumentRule extends RuleModel {
  readonly operation: TrentOperation;
  /** A JSON pointer. */
  readonly pointer: string;
}

/** Every rule of every operation, in the document's order. */
export const RULES: readonly DocumentRule[] = OPERATIONS.flatMap((operation) => {
  const at = pointer("#", "paths", operations[operation].path, "post");
  return readRules(nodeAt(at)["x-trent-rules"]).map((rule, i) => ({
    ...rule,
    operation,
    pointer: pointer(at, "x-trent-rules", i),
  }));
});

/** Whether the document has a rule of an operation. */
export function hasRule(operation: TrentOperation, id: string): boolean {
  return RULES.some((rule) => rule.operation === operation && rule.id === id);
}

/** The rule of an operation by its id. @throws SuiteFault where there is none. */
export function ruleOf(operation: TrentOperation, id: string): DocumentRule {
  const rule = RULES.find((candidate) => candidate.operation === operation && candidate.id === id);
  if (!rule) throw new SuiteFault(`The document has no rule ${id} of ${operation}.`);
  return rule;
}

/**
 * A clause for each rule, and one more for the text of its error. A text binds only where it was recorded on this very
 * operation: elsewhere it is known from another operation, and so it is inferred.
 */
export const RULE_CLAUSES: readonly Clause[] = RULES.flatMap((rule): Clause[] => {
  const { provenance, source, pointer: at } = rule;
  const binds: Clause = {
    id: ruleName(rule),
    sentence: rule.rule,
    source,
    pointer: at,
    ...(provenance === "inferred" || rule.level === "SHOULD"
      ? { level: "SHOULD", provenance }
      : { level: "MUST", provenance }),
  };
  if (rule.message === undefined) return [binds];
  const sentence = rule.message === null ? "The error has no message." : `The message is: ${rule.message}`;
  const text: Clause = {
    id: `${binds.id}.text`,
    sentence,
    source,
    pointer: at,
    ...(provenance === "recorded" ? { level: "MUST", provenance } : { level: "SHOULD", provenance: "inferred" }),
  };
  return [binds, text];
});
