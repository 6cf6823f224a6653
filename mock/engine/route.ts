import { distance } from "fastest-levenshtein";
import type { CallOperation } from "../../openapi/dialect/call-operation";
import type { CallValidators } from "./call-validators";
import { type ProtocolError, protocolError } from "./protocol-error";
import type { Route } from "./request-context";

/** Finds operations by the `X-Amz-Target` header, case as in the document (docs/evidence/wire-protocol.md#target-header). */
export interface Router {
  /** The operation of a target; undefined where the target is missing or unknown. */
  find(target: string | undefined): Route | undefined;
  /** What a target without an operation is refused with, as on AWS; the log gets a hint. */
  refusal(target: string | undefined): ProtocolError;
}

/** At most so many operations are named as near an unknown target. */
const NEAR = 3;

/**
 * Makes the router of a document's operations.
 * @param known the names of all operations that the service has, those that the document leaves out among them.
 */
export function createRouter(
  operations: readonly CallOperation[],
  validators: Readonly<Record<string, CallValidators>>,
  known: readonly string[] = [],
): Router {
  const routes = new Map<string, Route>();
  for (const operation of operations) {
    const own = validators[operation.name];
    if (own) routes.set(operation.target, { operation, validators: own });
  }
  const targets = [...routes.keys()];
  return {
    find: (target) => (target === undefined ? undefined : routes.get(target)),
    refusal: (target) =>
      protocolError(
        target === undefined ? "protocol.target-missing" : "protocol.unknown-operation",
        undefined,
        hintFor(target, targets, known),
      ),
  };
}

/** Names what the caller may have meant. What was sent stays out of the log, as every header value does. */
function hintFor(target: string | undefined, targets: readonly string[], known: readonly string[]): string {
  if (target === undefined) return `no X-Amz-Target header; send one such as ${targets[0]}`;
  const service = targets[0]?.slice(0, targets[0].lastIndexOf("."));
  const missing = known.find((name) => target === `${service}.${name}`);
  if (missing !== undefined) return `${service} has ${missing}, this document does not`;
  const sent = target.slice(0, 100).toLowerCase();
  const near = targets
    .map((name) => ({ name, far: distance(sent, name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAR)
    .map(({ name }) => name);
  return `unknown X-Amz-Target; near it: ${near.join(", ")}`;
}
