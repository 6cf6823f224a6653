import { stringifyExact } from "../../../openapi/dialect/exact-json";
import type { ContractCase, Expectation } from "../../contract-case";
import type { HeaderLine } from "../../contract-exchange";
import { answers, noServerError, refused, summaryOf } from "../../expectations";
import type { WorldIn } from "../../given/provider-states";
import type { RequestDraft } from "../../send/sender";

type KeyWorld = WorldIn<"any key">;

/** The JSON text of a value, as a body. */
export const bytes = (value: unknown) => Buffer.from(stringifyExact(value));

/** How the suite treats the request of a case: whether it is valid, and whether its answer is that of an operation. */
export type Treatment = Pick<ContractCase, "validity" | "skipChecks">;
/** A valid request. */
export const VALID: Treatment = { validity: "valid" };
/** A request that the document does not describe, to an operation. */
export const MALFORMED: Treatment = { validity: "malformed" };
/** A request that reaches no operation. */
export const NO_CALL: Treatment = { validity: "malformed", skipChecks: true };

/** A case that describes a key, changed by `draft`. */
export const onAnyKey = (
  id: string,
  draft: (world: KeyWorld) => Partial<RequestDraft>,
  expects: readonly Expectation<KeyWorld>[],
  treatment: Treatment,
): ContractCase => ({
  id: `protocol.${id}`,
  operation: "DescribeKey",
  given: "any key",
  when: (world: KeyWorld) => ({ operation: "DescribeKey", body: bytes({ KeyId: world.key.id }), ...draft(world) }),
  expects,
  ...treatment,
});

/** The target names no operation. */
export const unknownOperation = (clause: string): Expectation[] => [
  refused(clause, "UnknownOperationException"),
  {
    clause: "protocol.unknown-operation-status",
    find: (outcome) =>
      outcome.received.status === 400 ? undefined : { expected: "status 400", actual: summaryOf(outcome) },
  },
  noServerError("protocol.no-server-error"),
];

/** No operation ran. What the front end answers instead is not recorded. */
export const nothingRan = (clause: string): Expectation => ({
  clause,
  find: (outcome) =>
    "KeyMetadata" in outcome.body || (outcome.received.status >= 500 && outcome.received.status !== 501)
      ? { expected: "no answer of the operation, and no server error", actual: summaryOf(outcome) }
      : undefined,
});

/** Another X-Amz-Target; undefined leaves it out. */
export const target = (value: string | undefined) => () => ({ headers: { "x-amz-target": value } });
/** One more header line of the same name. */
export const doubled = (name: string, value: string) => () => ({
  rewriteHeaders: (lines: readonly HeaderLine[]) => [...lines, [name, value] as const],
});
/** Header names in other letters. */
export const recased = (change: (name: string) => string) => () => ({
  rewriteHeaders: (lines: readonly HeaderLine[]) => lines.map(([name, value]) => [change(name), value] as const),
});
/** Another Content-Type. */
export const mediaType = (value: string) => () => ({ headers: { "content-type": value } });
/** Another body. */
export const body = (value: string | Buffer) => () => ({ body: Buffer.from(value as string) });
/** A body that cannot be read. */
export const serialization = (clause: string): Expectation[] => [
  refused(clause, "SerializationException"),
  noServerError("protocol.no-server-error"),
];
/** The answer describes the key. */
export const described = (clause: string): Expectation<KeyWorld>[] => [
  answers(clause, ({ key }) => ({ KeyMetadata: { KeyId: key.id } })),
];
