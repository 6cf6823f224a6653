import type { ContractExchange, HeaderLine } from "../contract-exchange";
import { type ClauseRow, type ClauseStatus, gates } from "../run/aggregate";
import { redacted, requestWithoutSecrets, secretFree, withoutSecrets } from "../send/redact";
import type { RunCoverage } from "./coverage";
import type { SourceLine, SourceLocator } from "./source-line";

/** The form of result.json, which `result.schema.json` describes. */
export interface RunResult {
  readonly $schema: string;
  readonly suite: { readonly name: "trent"; readonly version: string };
  readonly document: { readonly sha256: string };
  readonly implementation: { readonly name: string; readonly version: string };
  readonly options: Readonly<Record<string, string>>;
  /** Whether a broken SHOULD counts like a MUST. */
  readonly strict: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  /** How many cases were run. */
  readonly cases: number;
  readonly verdict: "conformant" | "as-expected" | "not-conformant" | "stale-expectations" | "partial";
  /** Why the run does not cover the whole suite; absent where it does. */
  readonly partial?: PartialRun;
  readonly summary: Readonly<Record<ClauseStatus, number>>;
  readonly checks: readonly ResultCheck[];
  readonly coverage: RunCoverage;
  readonly exchanges: readonly ResultExchange[];
}

/**
 * Why a run does not cover the whole suite: cases were selected, or it stopped early. It is never conformant. A
 * selection is not-conformant where a check gates; what stopped early has the verdict `partial`, whatever it found.
 */
export interface PartialRun {
  readonly because: "selection" | "interrupted" | "target-ended";
  /** One sentence for a person, with the numbers of cases. */
  readonly sentence: string;
}

/** A clause on one operation. */
export interface ResultCheck {
  readonly id: string;
  readonly area: string;
  readonly operation: string;
  readonly level: "MUST" | "SHOULD";
  readonly status: ClauseStatus;
  /** Whether it makes the run fail, `strict` included: the only place that says so. */
  readonly gates: boolean;
  /** On how many answers it was checked. */
  readonly observed: number;
  /** On how many of them it does not hold. */
  readonly broken: number;
  readonly sentence: string;
  readonly source: string;
  readonly provenance: string;
  readonly message?: string;
  readonly known?: string;
  /** Where the document says it, as file:line. */
  readonly place?: SourceLine;
  readonly failures: readonly ResultFailure[];
}

/** One way in which a clause was broken. */
export interface ResultFailure {
  readonly case: string;
  readonly expected: string;
  readonly actual: string;
  readonly pointer?: string;
  /** Where the document declares what was expected, as file:line. */
  readonly place?: SourceLine;
  readonly exchange?: number;
  /** Lines for a shell that repeat it; the first ones make what it is about. */
  readonly curl?: string;
  readonly replay: string;
}

/** An exchange without its secrets. */
export interface ResultExchange {
  readonly id: number;
  readonly case: string;
  readonly milliseconds: number;
  readonly request: { readonly line: string; readonly headers: readonly HeaderLine[]; readonly body: string };
  readonly response?: { readonly status: number; readonly headers: readonly HeaderLine[]; readonly body: string };
  readonly fault?: string;
}

/** What the parts of a result are made from. */
export interface ResultSources {
  /** Whether a broken SHOULD counts like a MUST. */
  readonly strict: boolean;
  readonly exchanges: readonly ContractExchange[];
  readonly locate: SourceLocator;
  /** The command that repeats a case. */
  readonly replay: (caseId: string) => string;
  /** Lines for a shell that repeat an exchange; undefined where a shell cannot. */
  readonly repeat: (exchange: ContractExchange) => string | undefined;
}

/** A row shows at most so many failures: the rest say the same. */
const SHOWN_FAILURES = 5;

/** A row as result.json has it. */
export function resultCheck(row: ClauseRow, sources: ResultSources): ResultCheck {
  const { clause, area, operation, status, observed, failures, reason, known } = row;
  const place = clause.pointer === undefined ? undefined : sources.locate(clause.pointer);
  return {
    id: clause.id,
    area,
    operation,
    level: clause.level,
    status,
    gates: gates(row, sources.strict),
    observed,
    broken: failures.length,
    sentence: clause.sentence,
    source: clause.source,
    provenance: clause.provenance,
    ...(reason !== undefined && { message: reason }),
    ...(known !== undefined && { known }),
    ...(place !== undefined && { place }),
    failures: failures
      .slice(0, SHOWN_FAILURES)
      .map(({ case: caseId, expected, actual, pointer, documentPointer, exchange: id }) => {
        const exchange = id === undefined ? undefined : sources.exchanges[id];
        const curl = exchange && sources.repeat(exchange);
        const where = documentPointer === undefined ? undefined : sources.locate(documentPointer);
        return {
          case: caseId,
          expected,
          actual: secretFree(actual, pointer),
          ...(pointer !== undefined && { pointer }),
          ...(where !== undefined && { place: where }),
          ...(exchange && { exchange: exchange.id }),
          ...(curl !== undefined && { curl }),
          replay: sources.replay(caseId),
        };
      }),
  };
}

/** How many characters of a body the result has. */
const BODY_LIMIT = 2000;

/** An exchange as result.json has it. */
export function resultExchange({
  id,
  case: caseId,
  sent,
  received,
  fault,
  milliseconds,
}: ContractExchange): ResultExchange {
  return {
    id,
    case: caseId,
    milliseconds,
    request: {
      line: `${sent.method} ${sent.path}`,
      headers: redacted(sent.headers),
      body: cut(requestWithoutSecrets(sent.body.toString("utf8")), sent.body),
    },
    ...(received && {
      response: {
        status: received.status,
        headers: received.headers,
        body: cut(withoutSecrets(received.bytes.toString("utf8")), received.bytes),
      },
    }),
    ...(fault !== undefined && { fault }),
  };
}

function cut(text: string, { length }: Buffer): string {
  return text.length > BODY_LIMIT ? `${text.slice(0, BODY_LIMIT)}… (${length} bytes)` : text;
}
