/** What Prism is asked for: the example of a declared status, the first where none is named. */
interface PrismQuestion {
  /** The operation's path key in the document. */
  readonly path: string;
  readonly code: number;
  readonly example: string | undefined;
  readonly mediaType: string | undefined;
}

/** Prism, as far as the engine uses it. */
export interface PrismEngine {
  /**
   * The body that Prism answers an operation with.
   * @throws Error where Prism itself cannot answer.
   */
  body(question: PrismQuestion): Promise<unknown>;
}
