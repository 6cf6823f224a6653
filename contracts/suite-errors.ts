/** The target could not be brought into the state that a case starts from: the case is not testable, which is red. */
export class NotTestable extends Error {
  override readonly name = "NotTestable";
}

/** The suite itself is at fault: a request of ours that the document refuses, or a case that contradicts itself. */
export class SuiteFault extends Error {
  override readonly name = "SuiteFault";
}

/** The target has no such thing, and need not have it. */
export class NotApplicable extends Error {
  override readonly name = "NotApplicable";
}
