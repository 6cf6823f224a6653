import type { JsonObject } from "../../openapi/dialect/document";
import { type RuleModel, ruleName } from "../../openapi/dialect/rule-model";
import type { AnswerValue } from "./answer";
import type { RequestContext } from "./request-context";
import { Ring } from "./ring";

/** One request as the control interface shows it: what was asked and how it ended, never a header value. */
export interface JournalEntry {
  readonly at: string;
  readonly requestId: string;
  readonly operation?: string;
  readonly request?: JsonObject;
  /** Absent where the connection was closed without an answer. */
  readonly status?: number;
  readonly error?: string;
  /** The rule that the request broke, where the refusal knows it. */
  readonly rule?: JournalRule;
  /** The id of the planned fault that the request met. */
  readonly fault?: string;
  /** That the connection was closed in the middle of the answer. */
  readonly dropped?: "midway";
  readonly milliseconds: number;
}

/** A rule of the document as the journal shows it. */
interface JournalRule {
  /** Such as `EnableKeyRotation.disabled-key`. */
  readonly id: string;
  readonly sentence: string;
  readonly provenance: string;
  readonly source: string;
}

/** How many requests the journal holds. */
export const REQUESTS = 500;

/** The members of a body above this many bytes are left out. */
const LARGEST_BODY = 16_384;

interface RawEntry extends Omit<JournalEntry, "at" | "rule"> {
  readonly at: number;
  readonly rule?: RuleModel;
}

/** The latest requests. An entry holds as little as it can: one is made for every request, and seldom read. */
export class Journal {
  private readonly entries = new Ring<RawEntry>(REQUESTS);

  /**
   * @param answer undefined where the connection was closed without one.
   * @param milliseconds how long it took.
   */
  add(context: RequestContext, answer: AnswerValue | undefined, milliseconds: number): void {
    const { requestId, route, members, body, rule, fault } = context;
    const entry: { -readonly [Member in keyof RawEntry]: RawEntry[Member] } = {
      at: Date.now(),
      requestId,
      milliseconds,
    };
    if (answer !== undefined) entry.status = answer.status;
    if (route !== undefined) entry.operation = route.operation.name;
    if (route !== undefined && members !== undefined && body.length <= LARGEST_BODY) entry.request = members;
    const error = answer?.errorType;
    if (error !== undefined) entry.error = error;
    if (rule !== undefined) entry.rule = rule;
    if (fault !== undefined) entry.fault = fault;
    if (answer?.isCut) entry.dropped = "midway";
    this.entries.add(entry);
  }

  /** Another number after each change. */
  get revision(): number {
    return this.entries.revision;
  }

  /** The entries, oldest first: the latest so many. */
  list(most = REQUESTS): readonly JournalEntry[] {
    return this.entries
      .list()
      .slice(-most)
      .map(({ at, milliseconds, rule, ...entry }) => ({
        at: new Date(at).toISOString(),
        ...entry,
        ...(rule && { rule: shown(rule) }),
        milliseconds: Math.round(milliseconds * 100) / 100,
      }));
  }

  clear(): void {
    this.entries.clear();
  }
}

function shown(rule: RuleModel): JournalRule {
  return { id: ruleName(rule), sentence: rule.rule, provenance: rule.provenance, source: rule.source };
}
