import generated from "../../../generated/document.json";
import { operations } from "../../../generated/operations";
import type { Document, JsonObject } from "../../../openapi/dialect/document";
import type { OperationModel } from "../../../openapi/dialect/operations";
import { varyError } from "./error-form";
import { varyHeaders } from "./headers";
import { pagingOf, varyLimit } from "./paging";
import { createRandom } from "./random";
import { shapeOf, type ValueShape } from "./shape";
import { createThrottle, type Throttling } from "./throttling";
import { writeValue } from "./write";

/**
 * What varies all that a client must not rely on. Each variation is one that the protocol, the model or a recording of
 * AWS allows; none changes what an answer says. Nothing in here reads a clock or any chance but the seed's: the same
 * calls in the same order give the same bytes.
 */
export interface Hostility {
  /** The members of a request; those of a paged operation may ask for a shorter page. A copy, the given one is kept. */
  readonly request: (operation: string, members: JsonObject) => JsonObject;
  /** What the next call is refused with, about once in twenty, never soon again. */
  readonly throttle: (operation: string) => Throttling | undefined;
  /**
   * The text of an answer's body, of no characters where there is no body. Of an operation that the document does not
   * have, such as that of a request which was refused before its operation was known, no times are known.
   */
  readonly body: (operation: string, status: number, body: JsonObject | undefined) => string;
  /** The headers of an answer in another order, their names in another case. */
  readonly headers: <Value extends string | number>(headers: Readonly<Record<string, Value>>) => Record<string, Value>;
}

/** The document that says which members are times and which operations are paged. */
export interface DeclaredOperations {
  readonly document: Document;
  readonly operations: readonly OperationModel[];
}

const OWN: DeclaredOperations = { document: generated as unknown as Document, operations: Object.values(operations) };

/** A hostility from its seed, for our own document where no other is given. */
export function createHostility(seed: number, { document, operations }: DeclaredOperations = OWN): Hostility {
  const paging = new Map(operations.map((operation) => [operation.name, pagingOf(document, operation)]));
  const shapes = new Map(operations.flatMap((operation) => responseShapes(document, operation)));
  const unknown = shapeOf(document, []);
  // A source for each purpose: whether a call is throttled does not hang on what was in the answers before.
  const limits = createRandom(seed, "limits");
  const bodies = createRandom(seed, "bodies");
  const headers = createRandom(seed, "headers");
  const throttle = createThrottle(createRandom(seed, "throttling"));
  return {
    request: (operation, members) => varyLimit(limits.fork(), paging.get(operation), members),
    throttle: () => throttle(),
    body: (operation, status, body) => {
      const random = bodies.fork();
      if (body === undefined) return "";
      const shape = shapes.get(`${operation} ${status}`) ?? unknown;
      return writeValue(random, shape, status < 400 ? body : varyError(random, body));
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
