import type { RuleIds } from "../../generated/rules";
import type { TrentOperation, TrentOperations } from "../../generated/types";
import { type ContractCase, valid } from "../contract-case";
import { answers, byRule } from "../expectations";
import type { StateName, WorldIn } from "../given/provider-states";
import type { WorldWithKey } from "./use-cases";

/** An operation that takes an alias in the place of a key id. */
type OperationByAnyName = {
  [Operation in TrentOperation]: "alias-accepted" extends RuleIds[Operation] ? Operation : never;
}[TrentOperation];

/** A provider state whose key has an alias. */
type AliasedState = {
  [Name in StateName]: WorldIn<Name> extends { readonly alias: string; readonly aliasArn: string } & WorldWithKey
    ? Name
    : never;
}[StateName];

/**
 * The forms of an alias, which find the key, and one that finds none.
 * @param body a request that succeeds when its key is found.
 */
export function casesOfNames<Operation extends OperationByAnyName>(
  operation: Operation,
  given: AliasedState,
  body: (world: WorldWithKey) => TrentOperations[Operation]["request"],
): ContractCase[] {
  const clause = `${operation}.alias-accepted`;
  const named = (world: WorldWithKey, KeyId: string) => ({ ...body(world), KeyId }) as never;
  return [
    ...(["alias", "aliasArn"] as const).map((form) =>
      valid(`alias-accepted, ${form}`, given, operation, (world) => named(world, world[form]), [
        answers(clause, ({ key }: WorldWithKey) => ({ KeyId: key.arn })),
      ]),
    ),
    valid(
      "unknown-alias",
      "any key",
      operation,
      (world) => named(world, "alias/trent-contract-nobody"),
      byRule(operation, "unknown-alias"),
    ),
  ];
}
