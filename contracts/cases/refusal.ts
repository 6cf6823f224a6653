import type { TrentOperation, TrentOperations } from "../../generated/types";
import { type Case, valid } from "../contract-case";
import { byRule, type Fill } from "../expectations";
import type { CaseWorld } from "../given/case-world";
import type { StateName } from "../given/provider-states";
import { MINIMAL } from "./minimal";

/** A row of a table: in this state the operation refuses its smallest request, as the document's rule says. */
export function refusal<Operation extends TrentOperation>(
  operation: Operation,
  rule: string,
  given: StateName,
  body?: (world: CaseWorld) => TrentOperations[Operation]["request"],
  fill?: Fill,
): Case {
  const id = `${rule}, ${given}`;
  return valid(id, given, operation, body ?? MINIMAL[operation], byRule(operation, rule, fill));
}

/** The refusals of several operations in the same state by the rule of the same name. */
export function refusals(operations: readonly TrentOperation[], rule: string, given: StateName): Case[] {
  return operations.map((operation) => refusal(operation, rule, given));
}
