import { stringifyExact } from "../../openapi/dialect/exact-json";

/** The media type of AWS JSON 1.1, which answers carry without parameters (docs/evidence/wire-protocol.md#request-content-type). */
export const AWS_JSON = "application/x-amz-json-1.1";

/** An answer as a value, until it is written. One from the document's examples is used again. */
export class AnswerValue {
  /** Whether the body has been validated. */
  isChecked = false;
  /** Whether the connection is to be closed in the middle of it. */
  isCut = false;
  private text: string | undefined;

  /** @param body a JSON value, in which an integer beyond 2^53 may be a bigint; undefined where the body has zero bytes. */
  constructor(
    readonly status: number,
    public body: unknown,
    readonly mediaType: string = AWS_JSON,
  ) {}

  /** The body as JSON in its compact form (docs/evidence/wire-protocol.md#compact-json), or as an empty text where there is none. */
  get json(): string {
    this.text ??= this.body === undefined ? "" : stringifyExact(this.body);
    return this.text;
  }

  /** The `__type` of an error; undefined where the answer is none. */
  get errorType(): string | undefined {
    if (this.status === 200) return undefined;
    return (this.body as { readonly __type?: string } | undefined)?.__type;
  }
}

/** An answer as it goes out. The server adds Content-Length and Date, which belong to HTTP. */
export interface Answer {
  readonly status: number;
  /** The headers in their order, with their names as AWS spells them. An object of this answer's own. */
  readonly headers: Record<string, string>;
  /** The body as text: its bytes are UTF-8. */
  readonly body: string;
  /** Whether only half of it is sent before the connection is closed, as a planned fault wants. */
  readonly isCut?: true;
}

/** The headers of every answer, as AWS spells them (docs/evidence/wire-protocol.md#caching-and-date-headers). */
export function answerHeaders(requestId: string, mediaType: string = AWS_JSON): Record<string, string> {
  return {
    "x-amzn-RequestId": requestId,
    "Cache-Control": "no-cache, no-store, must-revalidate, private",
    Expires: "0",
    Pragma: "no-cache",
    "Content-Type": mediaType,
  };
}
