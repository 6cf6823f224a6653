import type { OperationModel } from "../../openapi/dialect/operations";
import { placeholdersOf, type RuleModel } from "../../openapi/dialect/rule-model";

/**
 * The types of the rules that refuse: for each operation the ids, and for each id the values that its text needs. A refusal
 * by a rule that the operation does not have, or without a value of its text, does not compile.
 */
export function emitRuleTypes(operations: readonly OperationModel[], protocolRules: readonly RuleModel[]): string {
  const refusing = operations.map(({ name, rules }) => ({ name, rules: rules.filter(refuses) }));
  return [
    "/** The rules of each operation that refuse a call, with the values that the text of the refusal needs. */",
    "export interface RefusingRules {",
    ...refusing.flatMap(({ name, rules }) => [`  ${name}: {`, ...rules.map((rule) => member(rule.id, [rule])), "  };"]),
    "}",
    "",
    "/** The same for all operations together: what a check that several operations share can refuse by. */",
    "export interface SharedRefusals {",
    ...grouped(refusing.flatMap(({ rules }) => rules)).map(([id, rules]) => member(id, rules)),
    "}",
    "",
    "/** The rules of the protocol that refuse a request before an operation is reached. */",
    `export type ProtocolRefusal = ${protocolRules
      .filter(refuses)
      .map(({ id }) => JSON.stringify(id))
      .join(" | ")};`,
    "",
  ].join("\n");
}

function refuses({ error }: RuleModel): boolean {
  return error !== undefined;
}

function grouped(rules: readonly RuleModel[]): [string, RuleModel[]][] {
  const byId = new Map<string, RuleModel[]>();
  for (const rule of rules) byId.set(rule.id, [...(byId.get(rule.id) ?? []), rule]);
  return [...byId];
}

function member(id: string, rules: readonly RuleModel[]): string {
  const values = [...new Set(rules.flatMap(placeholdersOf))].map((name) => `${name}: string`);
  return `    ${JSON.stringify(id)}: ${values.length === 0 ? "Record<never, never>" : `{ ${values.join("; ")} }`};`;
}
