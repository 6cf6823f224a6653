/** A rule of the document, as a refusal that follows from it names it. */
export interface RefusingRule {
  /** The operation that the rule belongs to. */
  readonly operation: string;
  /** The rule's id within its operation, such as `disabled-key`. */
  readonly id: string;
  /** The rule as a sentence. */
  readonly rule: string;
  /** How the rule is known: recorded, model, documented or inferred. */
  readonly provenance: string;
  /** Where the evidence is. */
  readonly source: string;
}

/** The header that names the rule of a refusal. Only a mock that was started with `--explain` sends it. */
export const RULE_HEADER = "x-trent-rule";

/** The name of a rule among those of all operations, such as `EnableKeyRotation.disabled-key`. */
export function ruleName({ operation, id }: RefusingRule): string {
  return `${operation}.${id}`;
}

/** The line of the log that says why a request was refused. */
export function refusalLine(rule: RefusingRule): string {
  return `refused by ${ruleName(rule)}: ${rule.rule} (${rule.provenance}, ${rule.source})`;
}
