import { distance } from "fastest-levenshtein";
import { TrentProblem } from "../../openapi/dialect/problems";
import { CASES } from "../cases/all-cases";
import { CLAUSES } from "../clauses/all-clauses";
import { CLIENT_CLAUSES } from "../clauses/client-clauses";
import type { ContractCase } from "../contract-case";
import type { ContractOptions } from "../contract-options";
import { CLIENT_CASES } from "./aws-client";

/** What a run does. */
export interface Selection {
  readonly cases: readonly ContractCase[];
  /** Whether AWS's own client is asked too. */
  readonly client: boolean;
  /** The option that selected, as it was written; undefined where everything runs. */
  readonly by: string | undefined;
}

/** How many names a hint offers. */
const HINTS = 3;

/**
 * The cases that `--replay` or `--only` select: by the id of a case, by a clause (the cases that expect it), or by the
 * beginning of either.
 * @throws TrentProblem TRENT_E_OPTION where they select none, with the nearest names
 */
export function selectCases({ only, replay }: Pick<ContractOptions, "only" | "replay">): Selection {
  const name = replay ?? only;
  if (name === undefined) return { cases: CASES, client: true, by: undefined };
  const by = `${replay === undefined ? "--only" : "--replay"} '${name}'`;
  const client = [...CLIENT_CASES, ...CLIENT_CLAUSES.map(({ id }) => id)].some((id) => id.startsWith(name));
  const ways: readonly ((test: ContractCase) => boolean)[] = [
    ({ id }) => id === name,
    ({ expects }) => expects.some(({ clause }) => clause === name),
    ({ id }) => id.startsWith(name),
    ({ expects }) => expects.some(({ clause }) => clause.startsWith(name)),
  ];
  for (const way of ways) {
    const cases = CASES.filter(way);
    if (cases.length > 0) return { cases, client, by };
  }
  if (client) return { cases: [], client, by };
  throw new TrentProblem("TRENT_E_OPTION", `${problemOf(name)} --list shows all cases with their clauses.`);
}

function problemOf(name: string): string {
  if (name.startsWith("wire.") && CLAUSES.has(name))
    return `${name} is checked on every answer, so no case is about it: select an operation, such as --only DescribeKey.`;
  const hints = nearest(name).map((hint) => `'${hint}'`);
  const last = hints.pop();
  const question = hints.length === 0 ? last : `${hints.join(", ")} or ${last}`;
  return `No case and no clause is '${name}' or begins so. Did you mean ${question}?`;
}

/** The names most like a wrong one: those that contain it, then by the number of letters to change. */
function nearest(name: string): string[] {
  const clauses = CASES.flatMap(({ expects }) => expects.map(({ clause }) => clause));
  const candidates = [...new Set([...clauses, ...CASES.map(({ id }) => id)])];
  const wanted = name.toLowerCase();
  const price = (candidate: string) => {
    const text = candidate.toLowerCase();
    return text.includes(wanted) ? text.length - wanted.length - 1000 : distance(wanted, text);
  };
  return candidates
    .map((candidate) => ({ candidate, price: price(candidate) }))
    .sort((a, b) => a.price - b.price)
    .slice(0, HINTS)
    .map(({ candidate }) => candidate);
}
