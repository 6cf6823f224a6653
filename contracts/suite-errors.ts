/**
 * The target could not be brought into the state that a case starts from. The clauses of the case are not testable,
 * which counts as broken.
 */
export class NotTestable extends Error {
  override readonly name = "NotTestable";
}

/** The target has no such thing, and does not need it. */
export class NotApplicable extends Error {
  override readonly name: string = "NotApplicable";
}

/** A state that passes by itself was over before the case's call, or the target never has it: another try may be in time. */
export class StatePassed extends NotApplicable {
  override readonly name = "StatePassed";
}

/** The run has stopped, because the target ended or the user interrupted it. What was under way has no verdict. */
export class RunStopped extends Error {
  override readonly name = "RunStopped";
}

/** The suite itself is wrong: it sends what the document refuses, or a case contradicts its state. Never the target's fault. */
export class SuiteFault extends Error {
  override readonly name = "SuiteFault";
}
