import { type RuleModel, ruleName } from "../../openapi/dialect/rule-model";

/** The header that names the rule of a refusal. Only a mock that was started with `--explain` sends it. */
export const RULE_HEADER = "x-trent-rule";

/** The line of the log that says why a request was refused. */
export function refusalLine(rule: RuleModel): string {
  return `refused by ${ruleName(rule)}: ${rule.rule} (${rule.provenance}, ${rule.source})`;
}
