import { distance } from "fastest-levenshtein";
import type { OperationValidators } from "../../openapi/dialect/compile";
import type { OperationModel } from "../../openapi/dialect/operations";
import type { Route } from "./prism-responder";
import { ProtocolError } from "./protocol-error";

/** Finds the operation of a request by its `X-Amz-Target`, case as in the document (kms.md P3). */
export type Dispatch = (target: string | undefined) => Route;

/** At most so many operations are named as near an unknown target. */
const NEAR = 3;

/** Makes the dispatch of a document's operations. It refuses what is unknown as AWS does, with a hint for the log. */
export function createDispatch(
  operations: readonly OperationModel[],
  validators: Readonly<Record<string, OperationValidators>>,
): Dispatch {
  const routes = new Map<string, Route>();
  for (const operation of operations) {
    const judged = validators[operation.name];
    if (judged) routes.set(operation.target, { operation, validators: judged });
  }
  const targets = [...routes.keys()];
  return (target) => {
    const route = target === undefined ? undefined : routes.get(target);
    if (route) return route;
    throw new ProtocolError("UnknownOperationException", undefined, hintFor(target, targets));
  };
}

/** Names what the caller may have meant; what was sent stays out of the log, as every header value does. */
function hintFor(target: string | undefined, targets: readonly string[]): string {
  if (target === undefined) return `no X-Amz-Target header; send one such as ${targets[0]}`;
  const sent = target.slice(0, 100).toLowerCase();
  const near = targets
    .map((known) => ({ known, far: distance(sent, known.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAR)
    .map(({ known }) => known);
  return `unknown X-Amz-Target; near it: ${near.join(", ")}`;
}
