import { type Document, isObject, type JsonObject } from "../../../openapi/dialect/document";
import type { OperationModel } from "../../../openapi/dialect/operations";
import type { ProtocolError } from "../protocol-error";
import { createDraws } from "./draws";
import { createThrottle } from "./throttling";
import { shapeOf, type ValueShape } from "./value-shape";
import { varyError } from "./vary-error";
import { varyHeaders } from "./vary-headers";
import { varyLimit } from "./vary-limit";
import { writeValue } from "./write-value";

/**
 * Varies everything that a client must not rely on. The protocol, the model or a recording of AWS allows each variation,
 * and none changes what an answer means. Chance comes from the seed alone, and no clock is read: the same calls in the
 * same order give the same bytes.
 */
export interface HostileMode {
  /** A copy of a request's members; those of a paged operation may ask for a shorter page. */
  readonly request: (operation: string, members: JsonObject) => JsonObject;
  /** What the next call is refused with: about one in twenty, never two in a short time. */
  readonly throttle: () => ProtocolError | undefined;
  /**
   * The text of an answer's body, of no characters where there is no body. An operation that the document does not have
   * has no known times: the name is "" where the request's operation is unknown.
   */
  readonly body: (operation: string, status: number, body: unknown) => string;
  /** The headers of an answer in another order, their names in another case. */
  readonly headers: <Value extends string | number>(headers: Readonly<Record<string, Value>>) => Record<string, Value>;
}

/** The document that says which members are times and which operations are paged. */
export interface DeclaredOperations {
  readonly document: Document;
  readonly operations: readonly OperationModel[];
}

/** The hostile mode of a document, from a seed. */
export function createHostileMode(seed: number, { document, operations }: DeclaredOperations): HostileMode {
  const paging = new Map(operations.map((operation) => [operation.name, operation.paging]));
  const shapes = new Map(operations.flatMap((operation) => responseShapes(document, operation)));
  const unknown = shapeOf(document, []);
  // Draws for each purpose: whether a call is throttled does not depend on the answers before.
  const limits = createDraws(seed, "limits");
  const bodies = createDraws(seed, "bodies");
  const headers = createDraws(seed, "headers");
  const throttle = createThrottle(createDraws(seed, "throttling"));
  return {
    request: (operation, members) => varyLimit(limits.fork(), paging.get(operation), members),
    throttle,
    body: (operation, status, body) => {
      const draws = bodies.fork();
      if (body === undefined) return "";
      const shape = shapes.get(`${operation} ${status}`) ?? unknown;
      return writeValue(draws, shape, status >= 400 && isObject(body) ? varyError(draws, body) : body);
    },
    headers: (given) => varyHeaders(headers.fork(), given),
  };
}

function responseShapes(document: Document, { name, responses }: OperationModel): [string, ValueShape][] {
  return responses.map(({ status, body }) => [
    `${name} ${status}`,
    shapeOf(document, body === undefined ? [] : [{ $ref: body }]),
  ]);
}
