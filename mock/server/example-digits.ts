import { declaredExamples } from "../../openapi/dialect/declared-examples";
import type { Document } from "../../openapi/dialect/document";
import { withNumbers } from "../../openapi/dialect/exact-json";

/** Which example Prism was asked for. */
interface AskedExample {
  /** The operation's path key in the document. */
  readonly path: string;
  readonly status: number;
  /** Undefined for the first. */
  readonly name: string | undefined;
}

/**
 * The body that Prism took from an example, with all digits of its integers: Prism knows the document with numbers alone.
 * @param body what Prism answered; it is returned where it is no example of the document.
 */
export function withDigits(document: Document, { path, status, name }: AskedExample, body: unknown): unknown {
  const text = JSON.stringify(body);
  // Two examples may differ in their last digits alone: then the name decides, else the first, as with Prism.
  const found = declaredExamples(document, { path }).find(
    ({ judge, key, sample }) =>
      judge === `responseBody.${status}` &&
      (name === undefined || key === name) &&
      JSON.stringify(withNumbers(sample)) === text,
  );
  return found === undefined ? body : found.sample;
}
