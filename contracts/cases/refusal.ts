import type { TrentOperation, TrentOperations } from "../../generated/types";
import { type Case, valid } from "../case";
import { byRule, type Fill } from "../expect";
import type { StateName } from "../given/states";
import type { World } from "../given/world";
import { MINIMAL } from "./minimal";

/** A row of a table: in this state the operation refuses its smallest request, as the document's rule says. */
export function refusal<Operation extends TrentOperation>(
  operation: Operation,
  rule: string,
  given: StateName,
  body?: (world: World) => TrentOperations[Operation]["request"],
  fill?: Fill,
): Case {
  const id = `${rule}, ${given}`;
  return valid(id, given, operation, body ?? MINIMAL[operation], byRule(operation, rule, fill));
}

/** The refusals of several operations in the same state by the rule of the same name. */
export function refusals(operations: readonly TrentOperation[], rule: string, given: StateName): Case[] {
  return operations.map((operation) => refusal(operation, rule, given));
}
