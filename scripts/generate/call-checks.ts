import type { OperationModel } from "../../openapi/dialect/operations";
import type { RuleModel } from "../../openapi/dialect/rule-model";
import { SharedConstants } from "./shared-constants";
import { byTag } from "./tags";

/** The name of the file, and of the constant in it, that has the rules which operations of several tags share. */
const SHARED = "shared-rules";

/** A rule without the operation that it is of. */
type UnownedRule = Omit<RuleModel, "operation">;

const RULE = ': Omit<RuleModel, "operation">';

/**
 * What the calls of each operation are checked by, a module for each tag: a page loads those of a tag with its first call. A
 * rule that operations of several tags share is written once.
 * @returns a text for each file name.
 */
export function emitCallChecks(operations: readonly OperationModel[]): Record<string, string> {
  const tags = [...byTag(operations)];
  const shared = sharedRules(tags);
  return {
    [`checks/${SHARED}.ts`]: [
      'import type { RuleModel } from "../../openapi/dialect/rule-model";',
      "",
      shared.declarations(RULE, "export const"),
      "",
    ].join("\n"),
    ...Object.fromEntries(tags.map(([tag, tagged]) => [`checks/${tag}.ts`, emitTag(tag, tagged, shared)])),
  };
}

/** The rules that operations of several tags have. */
function sharedRules(tags: readonly (readonly [string, readonly OperationModel[]])[]): SharedConstants<UnownedRule> {
  const seen = new Map<string, string>();
  const shared = new SharedConstants<UnownedRule>(({ id }) => camelCase(`shared-${id}`));
  for (const [tag, tagged] of tags) {
    for (const rule of tagged.flatMap(rulesOf)) {
      const text = JSON.stringify(rule);
      if ((seen.get(text) ?? tag) !== tag) shared.nameOf(rule);
      seen.set(text, tag);
    }
  }
  return shared;
}

function emitTag(tag: string, tagged: readonly OperationModel[], shared: SharedConstants<UnownedRule>): string {
  const own = new SharedConstants<UnownedRule>(({ id }) => camelCase(id));
  const fromShared = new Set<string>();
  const nameOf = (rule: UnownedRule): string => {
    if (!shared.has(rule)) return own.nameOf(rule);
    fromShared.add(shared.nameOf(rule));
    return shared.nameOf(rule);
  };
  const rows = tagged.map((operation) => {
    const rules = rulesOf(operation).map(nameOf);
    return `${operation.name}: { ...requestValidators.${operation.name}, rules: rulesOf("${operation.name}", [${rules.join(", ")}]) }`;
  });
  return [
    'import type { CallChecks } from "../../openapi/dialect/call-checks";',
    'import { type RuleModel, rulesOf } from "../../openapi/dialect/rule-model";',
    `import { requestValidators } from "../requests/${tag}";`,
    'import type { TaggedOperations } from "../call-operations";',
    `import { ${[...fromShared].join(", ")} } from "./${SHARED}";`,
    "",
    own.declarations(RULE),
    "",
    `/** What the calls of the operations with the tag \`${tag}\` are checked by. */`,
    `export const checks: Readonly<Record<TaggedOperations["${tag}"], CallChecks>> = { ${rows.join(", ")} };`,
    "",
  ].join("\n");
}

/** The rules that can refuse, without the note that only readers want and the name that differs. */
function rulesOf({ rules }: OperationModel): UnownedRule[] {
  return rules
    .filter(({ error, constraint, quota }) => error ?? constraint ?? quota)
    .map(({ operation: _operation, note: _note, ...rule }: RuleModel) => rule);
}

function camelCase(words: string): string {
  return words.replaceAll(/[-.](\w)/g, (_, letter: string) => letter.toUpperCase());
}
