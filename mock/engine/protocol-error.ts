/**
 * An error of the protocol or of the mock itself, before an operation is reached. It becomes the answer
 * `{"__type": type, "message": text}`; an error without text has no message member (kms.md 3.3).
 */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";

  constructor(
    readonly type: ProtocolErrorType,
    readonly text?: string,
    /** What the log adds for the developer. Never a header value or a body. */
    readonly hint?: string,
  ) {
    super(text ?? type);
  }

  get status(): 400 | 500 {
    return this.type === "InternalFailure" ? 500 : 400;
  }

  get body(): Record<string, string> {
    if (this.text === undefined) return { __type: this.type };
    // Recorded on KMS: the framework's SerializationException spells the member with a capital M (kms.md 7.1 V7).
    return this.type === "SerializationException"
      ? { __type: this.type, Message: this.text }
      : { __type: this.type, message: this.text };
  }
}

/** The errors that come from the protocol and not from an operation (kms.md section 4). */
export type ProtocolErrorType =
  | "UnknownOperationException"
  | "SerializationException"
  | "ValidationException"
  | "IncompleteSignatureException"
  | "RequestEntityTooLargeException"
  | "ThrottlingException"
  | "InternalFailure";
