import type { OperationModel } from "../../openapi/dialect/operations";
import { placeholdersOf, type RuleModel } from "../../openapi/dialect/rule-model";
import { grouped } from "./grouped";

/**
 * The rules of the operations as a value, and the types of those that refuse: for each operation the ids, and for each id
 * the values that its text needs. A refusal by a rule that the operation does not have, or without a value of its text,
 * does not compile. The value is made from the operation table, so that each text is in one file only.
 */
export function emitRules(operations: readonly OperationModel[], protocolRules: readonly RuleModel[]): string {
  const refusing = operations.map(({ name, rules }) => ({ name, rules: rules.filter(refuses) }));
  return [
    'import type { RuleModel } from "../openapi/dialect/rule-model";',
    'import { operations } from "./operations";',
    'import type { TrentOperation } from "./types";',
    "",
    'export { protocolRules } from "./service";',
    "export type { RuleModel };",
    "",
    "/** The ids of each operation's rules. */",
    "export interface RuleIds {",
    ...operations.map(
      ({ name, rules }) => `  ${name}: ${rules.map(({ id }) => JSON.stringify(id)).join(" | ") || "never"};`,
    ),
    "}",
    "",
    "/**",
    " * The rules of each operation, by their ids: what the service does, the error and text where it refuses, and where it is",
    ' * known from. `rules.EnableKeyRotation["disabled-key"].rule` is a sentence.',
    " */",
    "export const rules = Object.fromEntries(",
    "  Object.values(operations).map((operation) => [",
    "    operation.name,",
    "    Object.fromEntries(operation.rules.map((rule) => [rule.id, rule])),",
    "  ]),",
    ") as unknown as { readonly [Operation in TrentOperation]: Readonly<Record<RuleIds[Operation], RuleModel>> };",
    "",
    "/** The rules of each operation that refuse a call, with the values that the text of the refusal needs. */",
    "export interface RefusingRules {",
    ...refusing.flatMap(({ name, rules }) => [`  ${name}: {`, ...rules.map((rule) => member(rule.id, [rule])), "  };"]),
    "}",
    "",
    "/** The same for all operations together: what a check that several operations share can refuse by. */",
    "export interface SharedRefusals {",
    ...[
      ...grouped(
        refusing.flatMap(({ rules }) => rules),
        ({ id }) => id,
      ),
    ].map(([id, rules]) => member(id, rules)),
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

function member(id: string, rules: readonly RuleModel[]): string {
  const values = [...new Set(rules.flatMap(placeholdersOf))].map((name) => `${name}: string`);
  return `    ${JSON.stringify(id)}: ${values.length === 0 ? "Record<never, never>" : `{ ${values.join("; ")} }`};`;
}
