import type { JsonObject } from "../../openapi/dialect/document";
import { type RuleModel, ruleName } from "../../openapi/dialect/rule-model";
import { AccountRings } from "./account-rings";
import type { AnswerValue } from "./answer";
import { masked } from "./hidden-members";
import type { RequestContext } from "./request-context";

/** One request as the control interface shows it: what was asked and how it ended, never a header value. */
export interface JournalEntry {
  readonly at: string;
  readonly requestId: string;
  /** The account that called. */
  readonly account: string;
  readonly operation?: string;
  /** Its members, without those that are secret. */
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

/** How many requests of one account the journal holds. */
export const REQUESTS = 500;

/** The members of a body above this many bytes are left out. */
const LARGEST_BODY = 16_384;

interface RawEntry extends Omit<JournalEntry, "at" | "rule"> {
  readonly at: number;
  /** Of all entries, by which those of several accounts are put in order. */
  readonly serial: number;
  readonly rule?: RuleModel;
}

/** The latest requests of each account. An entry holds as little as it can: one is made for every request, and seldom read. */
export class Journal {
  private readonly entries = new AccountRings<RawEntry>(REQUESTS);
  private added = 0;
  private cleared = 0;

  /**
   * @param answer undefined where the connection was closed without one.
   * @param milliseconds how long it took.
   */
  add(context: RequestContext, answer: AnswerValue | undefined, milliseconds: number): void {
    const { requestId, route, members, body, rule, fault } = context;
    const { account } = context.caller;
    const entry: { -readonly [Member in keyof RawEntry]: RawEntry[Member] } = {
      at: Date.now(),
      serial: this.added++,
      requestId,
      account,
      milliseconds,
    };
    if (answer !== undefined) entry.status = answer.status;
    if (route !== undefined) entry.operation = route.operation.name;
    if (route !== undefined && members !== undefined && body.length <= LARGEST_BODY) {
      entry.request = masked(members, route.operation);
    }
    const error = answer?.errorType;
    if (error !== undefined) entry.error = error;
    if (rule !== undefined) entry.rule = rule;
    if (fault !== undefined) entry.fault = fault;
    if (answer?.isCut) entry.dropped = "midway";
    this.entries.add(account, entry);
  }

  /** Another number after each change. */
  get revision(): number {
    return this.added + this.cleared;
  }

  /**
   * The entries of an account, or of all, oldest first.
   * @param most only so many, the latest; all where absent.
   */
  list(account?: string, most?: number): readonly JournalEntry[] {
    const entries = [...this.entries.list(account, most)].sort((a, b) => a.serial - b.serial);
    return entries.slice(-(most ?? entries.length)).map(({ at, serial: _, milliseconds, rule, ...entry }) => ({
      at: new Date(at).toISOString(),
      ...entry,
      ...(rule && { rule: shown(rule) }),
      milliseconds: Math.round(milliseconds * 100) / 100,
    }));
  }

  /** Whether an account has called, as far as is remembered. */
  knows(account: string): boolean {
    return this.entries.has(account);
  }

  clear(account?: string): void {
    this.cleared++;
    this.entries.clear(account);
  }
}

function shown(rule: RuleModel): JournalRule {
  return { id: ruleName(rule), sentence: rule.rule, provenance: rule.provenance, source: rule.source };
}
