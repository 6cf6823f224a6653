import type { TrentOperation } from "../../generated/types";
import type { ContractCase } from "../contract-case";
import type { MinimalRequest } from "./minimal-request";

/** All that contracts/ knows about some operations that belong together. */
export interface CaseFamily<Operation extends TrentOperation> {
  /** The smallest request of each operation of the family. */
  readonly minimal: { readonly [Name in Operation]: MinimalRequest<Name> };
  readonly cases: readonly ContractCase[];
  /** What no case proves, and why: clauses as `Operation.rule`, declared errors as `Operation Error`. */
  readonly unproved: Readonly<Record<string, string>>;
}

/** Declares a family of cases. */
export function caseFamily<Operation extends TrentOperation>(
  family: Pick<CaseFamily<Operation>, "minimal" | "cases"> & Partial<Pick<CaseFamily<Operation>, "unproved">>,
): CaseFamily<Operation> {
  return { unproved: {}, ...family };
}

/** The reason for what a real cluster, or a real proxy, decides. */
export const BACKING = "needs a CloudHSM cluster or an external key store proxy that is not as it must be";

/** The reason for what would need another kind of key in a custom key store. */
export const SYMMETRIC_ONLY = "a custom key store takes symmetric encryption keys only";

/** The reason for what depends on the caller. */
export const SECOND_CALLER = "needs a second caller or a second account; the suite has one set of credentials";

/** The reason for a declared error that no documented situation provokes. */
export const NOT_DOCUMENTED = "declared by the model; no situation in which AWS answers it here is documented";
