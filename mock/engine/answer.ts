/** What goes on the wire as the body of an answer, and its status. Headers are the wire form's own ({@link "./wire"}). */
export interface Answer {
  readonly status: number;
  /** Text, not bytes: Node then writes head and body in one system call. */
  readonly body: string;
  /** The length of the body in bytes. */
  readonly length: number;
  readonly mediaType: string;
}

/** The media type of AWS JSON 1.1, which answers carry without parameters (kms.md P2, P8). */
export const AWS_JSON = "application/x-amz-json-1.1";

/** A body of an answer, with its length in bytes. */
export function textOf(body: string): Pick<Answer, "body" | "length"> {
  return { body, length: Buffer.byteLength(body) };
}

/** An answer with a JSON body in compact form (kms.md P13), or of zero bytes where there is none (P8). */
export function answer(status: number, body: unknown, mediaType: string = AWS_JSON): Answer {
  return { status, mediaType, ...textOf(body === undefined ? "" : JSON.stringify(body)) };
}
