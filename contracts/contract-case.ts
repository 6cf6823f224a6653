import type { TrentOperation, TrentOperations } from "../generated/types";
import type { JsonObject } from "../openapi/dialect/document";
import type { Received } from "./contract-exchange";
import type { Finding } from "./finding";
import type { CaseWorld } from "./given/case-world";
import type { StateName } from "./given/provider-states";
import type { RequestDraft } from "./send/sender";

/** What an expectation looks at. */
export interface CaseOutcome {
  readonly world: CaseWorld;
  readonly received: Received;
  /** The body where it is a JSON object, else an empty one. */
  readonly body: JsonObject;
}

/** What has to be true of the answer, and the clause that says so. */
export interface Expectation {
  readonly clause: string;
  /** Whether it expects a refusal: a case with only such leaves everything as it was. */
  readonly refuses?: true;
  find(outcome: CaseOutcome): Finding | undefined;
}

/** The one call of a case. */
export type When = (world: CaseWorld) => Omit<RequestDraft, "region"> & { readonly region?: string };

/**
 * Given a state, when one call is made, then expectations hold. `ours` says how the request stands to the document, which
 * is checked before it is sent: a case that is wrong about itself is a fault of the suite.
 */
export interface Case {
  readonly id: string;
  readonly operation: TrentOperation | undefined;
  readonly given: StateName;
  readonly when: When;
  readonly expects: readonly Expectation[];
  readonly ours: "valid" | "invalid" | "malformed";
  /** What the target must have for the case to be run at all. */
  readonly needs?: "clock";
  /** The checks of every answer say nothing about an answer to what is no API call. */
  readonly unjudged?: true;
  /** Also asked through AWS's own client. */
  readonly client?: true;
  /** Counted as coverage: the constraint that the case is about. */
  readonly keyword?: { readonly pointer: string; readonly keyword: string; readonly side: "inside" | "outside" };
}

/** A call with a body that fits the document; a wrong member does not compile. */
export function valid<Operation extends TrentOperation>(
  id: string,
  given: StateName,
  operation: Operation,
  body: (world: CaseWorld) => TrentOperations[Operation]["request"],
  then: readonly Expectation[],
): Case {
  return { ...invalid(id, given, operation, body, then), ours: "valid" };
}

/** A call with a body that the document refuses. */
export function invalid(
  id: string,
  given: StateName,
  operation: TrentOperation,
  body: (world: CaseWorld) => unknown,
  then: readonly Expectation[],
): Case {
  return {
    id: `${operation}.${id}`,
    operation,
    given,
    when: (world) => draft(operation, body(world), world),
    expects: then,
    ours: "invalid",
  };
}

/** The state says where to call: the key of a replica is in another Region. */
function draft(operation: TrentOperation, body: unknown, { named }: CaseWorld) {
  return {
    operation,
    body: Buffer.from(JSON.stringify(body)),
    ...(named.region !== undefined && { region: named.region }),
  };
}
