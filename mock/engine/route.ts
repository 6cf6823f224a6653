import { distance } from "fastest-levenshtein";
import type { CallChecks } from "../../openapi/dialect/call-checks";
import type { CallOperation } from "../../openapi/dialect/call-operation";
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
 * @param leftOut the names of the operations that the service has and the document leaves out.
 */
export function createRouter(
  operations: readonly CallOperation[],
  checks: Readonly<Record<string, CallChecks>>,
  leftOut: readonly string[] = [],
): Router {
  const byTarget = new Map(operations.map((operation) => [operation.target, operation]));
  const targets = [...byTarget.keys()];
  const routes = new Map<string, Route>();
  return {
    find: (target) => (target === undefined ? undefined : (routes.get(target) ?? firstRoute(target))),
    refusal: (target) =>
      protocolError(
        target === undefined ? "protocol.target-missing" : "protocol.unknown-operation",
        undefined,
        hintFor(target, targets, leftOut),
      ),
  };
  function firstRoute(target: string): Route | undefined {
    const operation = byTarget.get(target);
    if (!operation) return undefined;
    const own = checks[operation.name];
    if (!own) throw new Error(`What ${operation.name} is checked by is not loaded.`);
    const route = { operation, checks: own };
    routes.set(target, route);
    return route;
  }
}

/** Names what the caller may have meant. What was sent stays out of the log, as every header value does. */
function hintFor(target: string | undefined, targets: readonly string[], leftOut: readonly string[]): string {
  if (target === undefined) return `no X-Amz-Target header; send one such as ${targets[0]}`;
  const service = targets[0]?.slice(0, targets[0].lastIndexOf("."));
  const missing = leftOut.find((name) => target === `${service}.${name}`);
  if (missing !== undefined) return `${service} has ${missing}, this document does not`;
  const sent = target.slice(0, 100).toLowerCase();
  const near = targets
    .map((name) => ({ name, far: distance(sent, name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAR)
    .map(({ name }) => name);
  return `unknown X-Amz-Target; near it: ${near.join(", ")}`;
}
