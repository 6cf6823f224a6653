import type { CallOperation } from "../../../openapi/dialect/call-operation";
import type { ControlSchemas } from "./validate-control";

/** The operations as a form for a fault, or a command that calls one, needs them. */
export function operationList(operations: readonly CallOperation[]): ControlSchemas["Operations"]["operations"] {
  return operations.map(({ name, target, requestMediaTypes, ...operation }) => ({
    name,
    target,
    mediaType: requestMediaTypes[0] ?? "",
    errors: errorsIn(operation),
  }));
}

/** The errors that an operation declares, or that any of them does where none is named; undefined for an unknown one. */
export function errorsOf(
  operations: readonly CallOperation[],
  name: string | undefined,
): ReadonlySet<string> | undefined {
  const meant = operations.filter((operation) => name === undefined || operation.name === name);
  return meant.length === 0 ? undefined : new Set(meant.flatMap(errorsIn));
}

function errorsIn({ responses }: Pick<CallOperation, "responses">): string[] {
  return responses.flatMap(({ errors }) => errors.map(({ type }) => type));
}
