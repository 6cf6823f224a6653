import type { Case, CaseOutcome, Expectation, When } from "../../contract-case";
import type { HeaderLine } from "../../contract-exchange";
import { answers, noServerError, refused, summaryOf } from "../../expectations";
import type { CaseWorld } from "../../given/case-world";
import type { RequestDraft } from "../../send/sender";

export const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
export const describe = ({ key }: CaseWorld) => bytes({ KeyId: key.id });

export type Ours = Pick<Case, "ours"> & Partial<Pick<Case, "unjudged">>;
export const VALID: Ours = { ours: "valid" };
export const MALFORMED: Ours = { ours: "malformed" };
export const NO_CALL: Ours = { ours: "malformed", unjudged: true };

export const onAnyKey = (
  id: string,
  draft: (world: CaseWorld) => Partial<RequestDraft>,
  then: readonly Expectation[],
  ours: Ours,
): Case => {
  const when: When = (world) => ({ operation: "DescribeKey", body: describe(world), ...draft(world) });
  return { id: `protocol.${id}`, operation: "DescribeKey", given: "any key", when, expects: then, ...ours };
};

export const unknown = (clause: string): Expectation[] => [
  refused(clause, "UnknownOperationException"),
  {
    clause: "protocol.unknown-operation-status",
    find: (outcome) =>
      outcome.received.status === 400 ? undefined : { expected: "status 400", actual: summaryOf(outcome) },
  },
  noServerError("protocol.no-server-error"),
];

/** No operation ran: whatever the front end says, it is not the operation's answer. */
export const nothingRan = (clause: string): Expectation => ({
  clause,
  find: (outcome: CaseOutcome) =>
    "KeyMetadata" in outcome.body || (outcome.received.status >= 500 && outcome.received.status !== 501)
      ? { expected: "no answer of the operation, and no server error", actual: summaryOf(outcome) }
      : undefined,
});

export const target = (value: string | undefined) => () => ({ headers: { "x-amz-target": value } });
export const doubled = (name: string, value: string) => () => ({
  rewriteHeaders: (lines: readonly HeaderLine[]) => [...lines, [name, value] as const],
});
export const recased = (change: (name: string) => string) => () => ({
  rewriteHeaders: (lines: readonly HeaderLine[]) => lines.map(([name, value]) => [change(name), value] as const),
});
export const mediaType = (value: string | undefined) => () => ({ headers: { "content-type": value } });
export const body = (value: string | Buffer) => () => ({ body: Buffer.from(value as string) });
export const serialization = (clause: string): Expectation[] => [
  refused(clause, "SerializationException"),
  noServerError("protocol.no-server-error"),
];
export const described = (clause: string) => [answers(clause, ({ key }) => ({ KeyMetadata: { KeyId: key.id } }))];
