import type { TrentOperation, TrentOperations } from "../../../generated/types";

/** The `__type` of every error that an operation declares. */
export type ModeledErrorType = TrentOperations[TrentOperation]["error"]["__type"];

/**
 * An operation's refusal, thrown inside a transition and turned into its outcome. Nothing that the transition has
 * changed before then holds.
 */
export class ModeledError extends Error {
  override readonly name = "Fault";

  constructor(
    readonly type: ModeledErrorType,
    /** AWS's own text; absent where AWS sends none, or none is known. */
    readonly text?: string,
  ) {
    super(text ?? type);
  }
}
