import { WIRE_CLAUSES } from "../checks/all-checks";
import type { Clause } from "../clause";
import { SuiteFault } from "../suite-errors";
import { CLIENT_CLAUSES } from "./client-clauses";
import { CONSTRAINT_CLAUSES } from "./constraint-clauses";
import { PROTOCOL_CLAUSES } from "./protocol-clauses";
import { RULE_CLAUSES } from "./rule-clauses";

/** Every clause by its id, in the order of a report. */
export const CLAUSES: ReadonlyMap<string, Clause> = new Map(
  [...WIRE_CLAUSES, ...CONSTRAINT_CLAUSES, ...PROTOCOL_CLAUSES, ...CLIENT_CLAUSES, ...RULE_CLAUSES].map((clause) => [
    clause.id,
    clause,
  ]),
);

/** The clause of an id. @throws SuiteFault where there is none. */
export function clauseOf(id: string): Clause {
  const clause = CLAUSES.get(id);
  if (!clause) throw new SuiteFault(`There is no clause ${id}.`);
  return clause;
}
