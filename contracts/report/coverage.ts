import { operations } from "../../generated/operations";
import { objectOf } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import { CLAUSES } from "../clauses/all-clauses";
import type { ContractCase } from "../contract-case";
import { OPERATIONS } from "../contract-document";
import { headerOf } from "../contract-exchange";
import { bareType } from "../error-type";
import type { RunContext } from "../run/run-context";

/** How much of something was really seen. */
interface CoverageShare {
  readonly seen: number;
  readonly of: number;
  readonly missing: readonly string[];
}

/** What the answers of a run have shown of the document. An error counts when an answer had it, not when a case would have allowed it. */
export interface RunCoverage {
  readonly operations: CoverageShare;
  readonly responses: CoverageShare;
  readonly errors: CoverageShare;
  readonly headers: CoverageShare;
  readonly constraints: CoverageShare;
  readonly clauses: CoverageShare;
}

/** Counts the coverage of a run. @param finished the cases whose call was made */
export function coverageOf(
  context: RunContext,
  cases: readonly ContractCase[],
  finished: ReadonlySet<ContractCase>,
): RunCoverage {
  const seen = {
    operations: new Set<string>(),
    responses: new Set<string>(),
    errors: new Set<string>(),
    headers: new Set<string>(),
  };
  for (const { sent, received } of context.exchanges) {
    if (!received || sent.operation === undefined) continue;
    const at = `${sent.operation} ${received.status}`;
    const type = objectOf(received.json).__type;
    if (received.status === 200) seen.operations.add(sent.operation);
    seen.responses.add(at);
    if (typeof type === "string") seen.errors.add(`${sent.operation} ${bareType(type)}`);
    const declared = (operations[sent.operation] as OperationModel).responses.find(
      ({ status }) => status === received.status,
    );
    for (const { name } of declared?.headers ?? [])
      if (headerOf(received.headers, name) !== undefined) seen.headers.add(`${at} ${name}`);
  }
  const models: OperationModel[] = OPERATIONS.map((name) => operations[name]);
  const sides = (all: Iterable<ContractCase>) =>
    [...all].flatMap(({ keyword }) => (keyword ? [`${keyword.pointer} ${keyword.keyword} ${keyword.side}`] : []));
  return {
    operations: share(OPERATIONS, seen.operations),
    responses: share(
      models.flatMap(({ name, responses }) => responses.map(({ status }) => `${name} ${status}`)),
      seen.responses,
    ),
    errors: share(
      models.flatMap(({ name, responses }) =>
        responses.flatMap(({ errors }) => errors.map(({ type }) => `${name} ${type}`)),
      ),
      seen.errors,
    ),
    headers: share(
      models.flatMap(({ name, responses }) =>
        responses.flatMap(({ status, headers }) => headers.map((h) => `${name} ${status} ${h.name}`)),
      ),
      seen.headers,
    ),
    constraints: share([...new Set(sides(cases))], new Set(sides(finished))),
    clauses: share([...CLAUSES.keys()], new Set(context.verdicts.map(({ clause }) => clause))),
  };
}

function share(all: readonly string[], seen: ReadonlySet<string>): CoverageShare {
  const missing = all.filter((name) => !seen.has(name));
  return { seen: all.length - missing.length, of: all.length, missing };
}
