import { callOperations, type OperationTag, type TaggedOperations } from "../../../generated/call-operations";
import type { TrentOperation } from "../../../generated/types";
import type { CallChecks } from "../../../openapi/dialect/call-checks";
import type { Transition, Transitions } from "./operation-call";

/** An operation that the state answers: what it does, and what its calls are checked by, the rules that refuse among it. */
export interface StateOperation<Operation extends TrentOperation = TrentOperation> {
  readonly run: Transition<Operation>;
  readonly checks: CallChecks;
}

/** The operations that are loaded: all of them, but in a page, which loads those of a tag with its first call. */
export type StateOperations = { readonly [Operation in TrentOperation]?: StateOperation<Operation> };

/** The operations of a tag. One without a transition does not compile. */
export function stateOperations<Tag extends OperationTag>(
  checks: Readonly<Record<TaggedOperations[Tag], CallChecks>>,
  transitions: Pick<Transitions, TaggedOperations[Tag]>,
): { readonly [Operation in TaggedOperations[Tag]]: StateOperation<Operation> } {
  const names = Object.keys(checks) as TaggedOperations[Tag][];
  const joined: unknown = Object.fromEntries(
    names.map((name) => [name, { run: transitions[name], checks: checks[name] }]),
  );
  return joined as { [Operation in TaggedOperations[Tag]]: StateOperation<Operation> };
}

/** One of them. @throws Error where it is not loaded. */
export function stateOperation<Operation extends TrentOperation>(
  operations: StateOperations,
  name: Operation,
): StateOperation<Operation> {
  const operation: StateOperation<Operation> | undefined = operations[name];
  if (!operation) throw new Error(`The operation ${name} is not loaded.`);
  return operation;
}

/** Whether an operation has state: another document's operations have none. */
export function isTrentOperation(name: string): name is TrentOperation {
  return Object.hasOwn(callOperations, name);
}

const CRYPTOGRAPHIC: ReadonlySet<OperationTag> = new Set([
  "data-key-pairs",
  "encryption",
  "imports",
  "macs",
  "shared-secrets",
  "signing",
]);

/** Whether an operation needs cryptography, which may have to be loaded first. */
export function needsCryptography(operation: TrentOperation): boolean {
  return CRYPTOGRAPHIC.has(callOperations[operation].tag);
}
