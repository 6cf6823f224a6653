import type { TrentOperation, TrentOperations } from "../../generated/types";
import { type ContractCase, valid } from "../contract-case";
import { byRule } from "../expectations";
import type { StateName, WorldIn } from "../given/provider-states";

/** The smallest request of an operation that fits the document, and a state in which it succeeds. */
export interface MinimalRequest<Operation extends TrentOperation = TrentOperation> {
  readonly given: StateName;
  readonly body: (world: never) => TrentOperations[Operation]["request"];
}

type BodyIn<Name extends StateName, Operation extends TrentOperation> = (
  world: WorldIn<Name>,
) => TrentOperations[Operation]["request"];

/** Declares the smallest requests of the operations of a family. A body can only read what its state gives. */
export function minimalRequests<Names extends { readonly [Operation in TrentOperation]?: StateName }>(
  requests: {
    readonly [Operation in keyof Names]: {
      readonly given: Names[Operation];
      readonly body: BodyIn<Names[Operation] & StateName, Operation & TrentOperation>;
    };
  },
) {
  return requests;
}

type FamilyRequests = { readonly [Operation in TrentOperation]?: MinimalRequest<Operation> };

type WorldOfMinimal<Of extends FamilyRequests, Operation extends keyof Of> = Parameters<
  NonNullable<Of[Operation]> extends { body: infer Body extends (world: never) => unknown } ? Body : never
>[0];

/**
 * Makes the rows of a table of refusals: in this state the operation refuses its smallest request, or another one, as
 * the document's rule says. A state that lacks what the smallest request reads compiles only with another request.
 */
export function refusalsOf<const Of extends FamilyRequests>(requests: Of) {
  return <Operation extends keyof Of & TrentOperation, Name extends StateName>(
    operation: Operation,
    rule: string,
    given: Name,
    ...[body]: WorldIn<Name> extends WorldOfMinimal<Of, Operation>
      ? [body?: BodyIn<Name, Operation>]
      : [body: BodyIn<Name, Operation>]
  ): ContractCase =>
    valid(
      `${rule}, ${given}`,
      given,
      operation,
      body ?? (requests[operation]?.body as BodyIn<Name, Operation>),
      byRule(operation, rule),
    );
}
