import { OPERATIONS } from "../contract-document";
import { CLIENT_CASES } from "./aws-client";
import type { Selection } from "./select-cases";

/** The selected cases for a person: a group for each operation, and for each case what it starts from and what it proves. */
export function listOf({ cases, client }: Selection): string {
  const groups = OPERATIONS.flatMap((operation) => {
    const of = cases.filter((test) => test.operation === operation);
    if (of.length === 0) return [];
    const lines = of.map(({ id, given, expects }) => {
      const clauses = [...new Set(expects.map(({ clause }) => clause))].join(", ");
      return `  ${id}\n      given ${given}; clauses: ${clauses}`;
    });
    return [`${operation} (${of.length} ${of.length === 1 ? "case" : "cases"})`, ...lines, ""];
  });
  const asked = client ? ["AWS's own client", ...CLIENT_CASES.map((id) => `  ${id}`), ""] : [];
  return [...groups, ...asked].join("\n");
}
