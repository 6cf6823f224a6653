import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { isObject, listOf, pointer } from "../../openapi/dialect/document";
import type { Clause, Provenance } from "../clause";
import { nodeAt, OPERATIONS } from "../contract-document";
import { SuiteFault } from "../suite-errors";

/** A rule of an operation, as `x-trent-rules` of the document has it. */
export interface DocumentRule {
  readonly id: string;
  readonly operation: TrentOperation;
  readonly rule: string;
  readonly provenance: Exclude<Provenance, "protocol">;
  readonly source: string;
  /** The error of a refusal. */
  readonly error?: string;
  /** Its text with placeholders; null where AWS sends none; undefined where it is not known. */
  readonly message?: string | null;
  /** The constraint of a member of the request that the rule is about. */
  readonly constraint?: { readonly member: string; readonly keywords: readonly string[] };
  /** Makes the clause a SHOULD, whatever its provenance. */
  readonly level?: "SHOULD";
  /** Where the document has the rule, as a JSON pointer. */
  readonly pointer: string;
}

/** Every rule of every operation, in the document's order. */
export const RULES: readonly DocumentRule[] = OPERATIONS.flatMap((operation) => {
  const at = pointer("#", "paths", operations[operation].path, "post");
  return listOf(nodeAt(at)["x-trent-rules"]).map((value, i) =>
    readRule(operation, value, pointer(at, "x-trent-rules", i)),
  );
});

function readRule(operation: TrentOperation, value: unknown, at: string): DocumentRule {
  if (!isObject(value)) throw new SuiteFault(`The rule at ${at} is not an object.`);
  return { ...(value as unknown as Omit<DocumentRule, "operation" | "pointer">), operation, pointer: at };
}

/** The id of a rule's clause. */
export function ruleClause({ operation, id }: DocumentRule): string {
  return `${operation}.${id}`;
}

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
    id: ruleClause(rule),
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
