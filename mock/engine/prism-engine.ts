/** What Prism is asked for: a declared status, and either a named example or a body made from the schema. */
interface PrismQuestion {
  /** The operation's path key in the document. */
  readonly path: string;
  readonly code: number;
  readonly example: string | undefined;
  /** Whether the body is made from the schema. */
  readonly dynamic: boolean;
  /** Makes a body from the schema repeatable. */
  readonly seed: string | undefined;
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
