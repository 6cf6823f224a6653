import { isObject, listOf, objectOf } from "./document";

/** How well a fact about AWS is known. `protocol` is the published wire protocol. */
type RuleProvenance = "recorded" | "model" | "documented" | "protocol" | "inferred";

/** One rule of an operation or of the protocol, as the bundled document states it. */
export interface RuleModel {
  /** Unique within the operation, such as `disabled-key`; a rule of the protocol has its area before a dot. */
  readonly id: string;
  /** The operation's name; undefined for a rule of the protocol. */
  readonly operation?: string;
  /** The rule as a sentence. */
  readonly rule: string;
  readonly provenance: RuleProvenance;
  /** A link into `docs/evidence/`. */
  readonly source: string;
  /** A few words beside the source, where it needs them. */
  readonly note?: string;
  /** The `__type` of the refusal; undefined for a rule that refuses nothing, or whose error is not known. */
  readonly error?: string;
  /** The text of the refusal with `{placeholders}`; null where AWS sends none; undefined where it is not known. */
  readonly message?: string | null;
  /** How many there may be, of a rule that is a quota: of keys, aliases, tags, rotations, or bytes. */
  readonly quota?: number;
  /** The member and the keywords of its schema that the rule is about, where validation enforces it. */
  readonly constraint?: { readonly member: string; readonly keywords: readonly string[] };
  /** How much a rule of the protocol binds. An operation's rule binds unless it is inferred. */
  readonly level?: "MUST" | "SHOULD";
  /** The keywords of a schema that a rule `constraint.*` of the protocol gives the text for. */
  readonly keywords?: readonly string[];
}

/** The rules of a list such as `x-trent-rules`; what is no rule is passed over. */
export function readRules(list: unknown, operation?: string): RuleModel[] {
  return listOf(list)
    .filter(isObject)
    .map((rule) => ({ ...(operation !== undefined && { operation }), ...(rule as unknown as RuleModel) }));
}

/** The names of the placeholders in a rule's text, each once. */
export function placeholdersOf({ message }: Pick<RuleModel, "message">): string[] {
  return [...new Set([...(message ?? "").matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""))];
}

/** The text of a refusal: the rule's message with its placeholders filled; undefined where it has none. */
export function fillMessage(
  message: string | null | undefined,
  values: Readonly<Record<string, string>>,
): string | undefined {
  return message?.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The named members of a rule that a person reads: what a journal, a log and a report show. */
export function ruleName({ operation, id }: Pick<RuleModel, "operation" | "id">): string {
  return operation === undefined ? id : `${operation}.${id}`;
}

/** The rules of the protocol that a bundled document carries in its root. */
export function protocolRulesOf(document: { readonly [member: string]: unknown }): RuleModel[] {
  return readRules(objectOf(document)["x-trent-rules"]);
}

/** Rules that several operations may have, as those of one of them. */
export function rulesOf(operation: string, rules: readonly Omit<RuleModel, "operation">[]): RuleModel[] {
  return rules.map((rule) => ({ operation, ...rule }));
}
