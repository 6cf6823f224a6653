import type { TrentOperation, TrentOperations } from "../generated/types";
import type { JsonObject } from "../openapi/dialect/document";
import { stringifyExact } from "../openapi/dialect/exact-json";
import type { Received } from "./contract-exchange";
import type { Finding } from "./finding";
import type { CaseWorld, KeyHandle } from "./given/case-world";
import type { StateName, WorldIn } from "./given/provider-states";
import type { RequestValidity } from "./request-validity";
import type { RequestDraft } from "./send/sender";

/** What an expectation looks at. */
export interface CaseOutcome<World extends CaseWorld = CaseWorld> {
  readonly world: World;
  /** The body that was sent, where it is a JSON object, else an empty one. */
  readonly request: JsonObject;
  readonly received: Received;
  /** The body that came, where it is a JSON object, else an empty one. */
  readonly body: JsonObject;
}

/** What has to be true of the answer, and the clause that says so. */
export interface Expectation<World extends CaseWorld = CaseWorld> {
  readonly clause: string;
  /** Whether it expects a refusal. A case with only such expectations leaves the target unchanged. */
  readonly refuses?: true;
  /** Whether it expects that because of the key state: where the key has another one, the target is not wrong. */
  readonly byKeyState?: true;
  readonly find: (outcome: CaseOutcome<World>) => Finding | undefined;
}

/** A request of a case. Without a Region it goes to the Region of the target. */
export type CaseRequest = Omit<RequestDraft, "region"> & { readonly region?: string };

/**
 * Given a provider state, when one call is made, then the expectations hold.
 * The world of `when` and `expects` is that of the state: {@link valid} and {@link invalid} let no other compile.
 */
export interface ContractCase {
  readonly id: string;
  readonly operation: TrentOperation;
  readonly given: StateName;
  readonly when: (world: never) => CaseRequest;
  readonly expects: readonly Expectation<never>[];
  readonly validity: RequestValidity;
  /** What the target must have for the case to run at all. */
  readonly needs?: "clock";
  /** Whether the request is no API call, so that the checks of every answer do not apply. */
  readonly skipChecks?: true;
  /** The constraint that the case is about, for coverage. */
  readonly keyword?: { readonly pointer: string; readonly keyword: string; readonly side: "inside" | "outside" };
}

/** A case whose body fits the document. A wrong member does not compile, nor does an output that the state does not give. */
export function valid<Name extends StateName, Operation extends TrentOperation>(
  id: string,
  given: Name,
  operation: Operation,
  body: (world: WorldIn<Name>) => TrentOperations[Operation]["request"],
  expects: readonly Expectation<WorldIn<Name>>[],
): ContractCase {
  return { ...invalid(id, given, operation, body, expects), validity: "valid" };
}

/** A case whose body the document refuses. */
export function invalid<Name extends StateName>(
  id: string,
  given: Name,
  operation: TrentOperation,
  body: (world: WorldIn<Name>) => unknown,
  expects: readonly Expectation<WorldIn<Name>>[],
): ContractCase {
  return {
    id: `${operation}.${id}`,
    operation,
    given,
    when: (world: WorldIn<Name>) => requestOf(operation, body(world), world),
    expects,
    validity: "invalid",
  };
}

/** A request with a JSON body. It goes to the Region of the state's key: a replica is in another one. */
export function requestOf(operation: TrentOperation, body: unknown, world: { readonly key?: KeyHandle }): CaseRequest {
  const region = "key" in world ? world.key?.region : undefined;
  return { operation, body: Buffer.from(stringifyExact(body)), ...(region !== undefined && { region }) };
}
