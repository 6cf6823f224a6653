import document from "../../generated/document.json";
import { operations } from "../../generated/operations";
import { type Document, isObject, type JsonObject, objectOf, resolve } from "../../openapi/dialect/document";

export type OperationName = keyof typeof operations;

/** The document whose answers are varied. */
export const OWN = { document: document as unknown as Document, operations: Object.values(operations) };

export const NAMES = Object.keys(operations) as OperationName[];

/** A response example of the document; without a body where the answer is empty. */
export interface Declared {
  readonly operation: OperationName;
  readonly status: number;
  readonly example: string;
  readonly body: JsonObject | undefined;
}

/** Every response example of every operation. */
export const DECLARED: readonly Declared[] = NAMES.flatMap((operation) =>
  operations[operation].responses.flatMap(({ status, examples }) =>
    examples.map((example) => ({ operation, status, example, body: bodyOf(operation, status, example) })),
  ),
);

/**
 * Every example of a success, and each error example once, at one of the operations that share it: another one with another seed.
 * Seven of eight error examples are at several operations.
 */
export function distinct(seed: number): readonly Declared[] {
  const byBody = new Map<string, Declared[]>();
  for (const declared of DECLARED) {
    const { operation, status, body } = declared;
    const key = JSON.stringify([status < 400 && operation, status, body]);
    byBody.set(key, [...(byBody.get(key) ?? []), declared]);
  }
  return [...byBody.values()].flatMap((same) =>
    (same[0]?.status ?? 0) < 400 ? same : (same[Math.abs(Math.trunc(seed)) % same.length] ?? []),
  );
}

/** Those with a body, of successes. */
export const SUCCESSES = DECLARED.filter(
  (declared): declared is Declared & { body: JsonObject } => declared.status < 400 && declared.body !== undefined,
);

/** Those of errors. */
export const ERRORS = DECLARED.filter(
  (declared): declared is Declared & { body: JsonObject } => declared.status >= 400 && declared.body !== undefined,
);

function bodyOf(operation: OperationName, status: number, example: string): JsonObject | undefined {
  const own = OWN.document;
  const responses = objectOf(objectOf(objectOf(own.paths[operations[operation].path]).post).responses);
  const response = objectOf(resolve(own, responses[status], "#").value);
  const media = objectOf(Object.values(objectOf(response.content))[0]);
  const { value } = objectOf(resolve(own, objectOf(media.examples)[example], "#").value);
  return isObject(value) ? value : undefined;
}

/** What a client makes of a body: unknown members left out, an error's type without namespace and text as `message`. */
export function meaningOf(body: JsonObject): unknown {
  const known = withoutUnknown(body) as JsonObject;
  if (typeof known.__type !== "string") return known;
  const { message, Message, ...others } = known;
  const text = message ?? Message;
  const type = known.__type.slice(known.__type.indexOf("#") + 1);
  return { ...others, __type: type, ...(text === undefined ? {} : { message: text }) };
}

function withoutUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUnknown);
  if (!isObject(value)) return value;
  const known = Object.entries(value).filter(([name]) => !name.startsWith("x-trent-unknown-"));
  return Object.fromEntries(known.map(([name, member]) => [name, withoutUnknown(member)]));
}
