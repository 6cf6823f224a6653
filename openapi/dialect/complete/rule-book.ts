import { isObject, type JsonObject, listOf, objectOf } from "../document";
import { TrentProblem } from "../problems";

/** What an operation's permission is, as its `x-trent-permission` says. */
export interface Permission {
  /** Such as `kms:EnableKeyRotation`. */
  readonly action: string;
  /** How it is given: `key policy`, `IAM policy`, or both. */
  readonly via: string;
}

/** The rules that several operations share, by name, and the named sets of them. */
export class RuleBook {
  readonly #rules = new Map<string, JsonObject>();
  readonly #sets = new Map<string, readonly string[]>();

  /**
   * @param files the parsed files of `openapi/rules/`, by their names.
   * @throws TrentProblem TRENT_E_RULE where two rules or sets have one name, or a set names a rule that is not there.
   */
  constructor(files: ReadonlyMap<string, unknown>) {
    for (const [file, content] of files) {
      const { rules, sets } = objectOf(content);
      for (const [name, rule] of Object.entries(objectOf(rules))) {
        if (this.#rules.has(name)) throw problem(file, `the rule ${name} is there twice`);
        this.#rules.set(name, { id: name, ...objectOf(rule) });
      }
      for (const [name, members] of Object.entries(objectOf(sets))) {
        if (this.#sets.has(name)) throw problem(file, `the set ${name} is there twice`);
        this.#sets.set(name, listOf(members).map(String));
      }
    }
    for (const [name, members] of this.#sets) {
      if (this.#rules.has(name)) throw problem(name, "a rule and a set have this name");
      for (const member of members) if (!this.#rules.has(member)) throw problem(name, `there is no rule ${member}`);
    }
  }

  /**
   * The rules of an operation. An entry of `x-trent-rules` is the name of a shared rule or of a set of them, or
   * `{ use: NAME, ... }`, which takes a shared rule and says what is known better here, or a rule of the operation's own.
   * An entry for a rule that a set before it brought replaces that rule.
   * @throws TrentProblem TRENT_E_RULE for a name that is not there.
   */
  rulesOf(operation: string, entries: unknown, permission: Permission): JsonObject[] {
    const rules = new Map<string, JsonObject>();
    for (const entry of listOf(entries)) {
      for (const rule of this.#expand(operation, entry)) {
        rules.set(String(rule.id), withPermission(rule, permission) as JsonObject);
      }
    }
    return [...rules.values()];
  }

  #expand(operation: string, entry: unknown): JsonObject[] {
    if (typeof entry === "string")
      return (this.#sets.get(entry) ?? [entry]).map((name) => this.#shared(operation, name));
    const { use, ...own } = objectOf(entry);
    return [typeof use === "string" ? { ...this.#shared(operation, use), ...own } : own];
  }

  #shared(operation: string, name: string): JsonObject {
    const rule = this.#rules.get(name);
    if (!rule) throw problem(operation, `openapi/rules/ has no rule or set ${name}`);
    return rule;
  }
}

/** A copy in which `{action}` and `{via}` are those of the operation. Other placeholders are filled when a call is refused. */
function withPermission(value: unknown, permission: Permission): unknown {
  if (typeof value === "string") {
    return value.replaceAll("{action}", permission.action).replaceAll("{via}", permission.via);
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPermission(member, permission)]));
}

function problem(where: string, why: string): TrentProblem {
  return new TrentProblem("TRENT_E_RULE", `${where}: ${why}.`);
}
