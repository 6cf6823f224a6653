import type { CallOperation, CallResponse } from "../../openapi/dialect/call-operation";

/** The examples that the author of a document has written for its responses. */
export interface ExampleSource {
  /** Whether a response has an example of its own. */
  has(operation: CallOperation, response: CallResponse): boolean;
  /**
   * The body of an example of a response that has one: the named one, else the first. At once where it is known, else as
   * a promise.
   * @throws Error where the source cannot give it.
   */
  body(operation: CallOperation, response: CallResponse, name: string | undefined): unknown;
}

/** The bodies of a document's examples: by operation, status and name. */
export type ExampleTable = Readonly<Record<string, Readonly<Record<number, Readonly<Record<string, unknown>>>>>>;

/** The examples of a table that was generated from the document. */
export function tableExamples(table: ExampleTable): ExampleSource {
  const of = ({ name }: CallOperation, { status }: CallResponse) => table[name]?.[status] ?? {};
  return {
    has: (operation, response) => Object.keys(of(operation, response)).length > 0,
    body: (operation, response, name) => {
      const bodies = of(operation, response);
      return name === undefined ? Object.values(bodies)[0] : bodies[name];
    },
  };
}
