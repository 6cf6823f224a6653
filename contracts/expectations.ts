import { isDeepStrictEqual } from "node:util";
import type { TrentOperation } from "../generated/types";
import { isObject, type JsonObject, objectOf } from "../openapi/dialect/document";
import { type DocumentRule, ruleClause, ruleOf } from "./clauses/rule-clauses";
import type { CaseOutcome, Expectation } from "./contract-case";
import { bareType } from "./error-type";
import { type Finding, shown } from "./finding";
import type { CaseWorld } from "./given/case-world";
import { SuiteFault } from "./suite-errors";

/** The answer in a few words: what a message says when something else was expected. */
export function summaryOf({ received, body }: CaseOutcome): string {
  const type = body.__type === undefined ? "" : ` ${shown(body.__type)}`;
  const text = body.message ?? body.Message;
  const rest = type === "" ? ` ${shown(received.bytes.toString("utf8"))}` : text === undefined ? "" : ` ${shown(text)}`;
  return `status ${received.status}${type}${rest}`;
}

const typeOf = ({ body }: CaseOutcome) => (typeof body.__type === "string" ? bareType(body.__type) : undefined);

/** The call succeeds. */
export function succeeds(clause: string): Expectation {
  return {
    clause,
    find: (outcome) =>
      outcome.received.status === 200 && typeOf(outcome) === undefined
        ? undefined
        : { expected: "success, status 200", actual: summaryOf(outcome) },
  };
}

/** The call is refused with one of these errors. */
export function refused(clause: string, ...types: readonly string[]): Expectation {
  return {
    clause,
    refuses: true,
    find: (outcome) =>
      outcome.received.status >= 400 && types.includes(typeOf(outcome) ?? "")
        ? undefined
        : { expected: `an error ${types.join(" or ")}`, actual: summaryOf(outcome), pointer: "/__type" },
  };
}

/** The error's text, whichever way it is spelt; null for an error without text. Says nothing where there is no error. */
export function text(clause: string, wanted: (outcome: CaseOutcome) => string | RegExp | null): Expectation {
  return {
    clause,
    refuses: true,
    find: (outcome) => {
      if (typeOf(outcome) === undefined) return { expected: "an error", actual: summaryOf(outcome) };
      const actual = outcome.body.message ?? outcome.body.Message;
      const expected = wanted(outcome);
      const fits =
        expected === null
          ? actual === undefined || actual === null || actual === ""
          : typeof actual === "string" && (typeof expected === "string" ? actual === expected : expected.test(actual));
      return fits
        ? undefined
        : { expected: expected === null ? "no message" : String(expected), actual: shown(actual), pointer: "/message" };
    },
  };
}

/** The success has these members with these values, besides others. */
export function answers(clause: string, wanted: (world: CaseWorld) => JsonObject): Expectation {
  return {
    clause,
    find: (outcome) => {
      if (outcome.received.status !== 200) return { expected: "success, status 200", actual: summaryOf(outcome) };
      return difference(wanted(outcome.world), outcome.body, "");
    },
  };
}

function difference(wanted: unknown, actual: unknown, at: string): Finding | undefined {
  if (!isObject(wanted)) {
    return isDeepStrictEqual(wanted, actual)
      ? undefined
      : { expected: shown(wanted), actual: shown(actual), pointer: at };
  }
  for (const [name, value] of Object.entries(wanted)) {
    const found = difference(value, objectOf(actual)[name], `${at}/${name}`);
    if (found) return found;
  }
  return undefined;
}

/** The success has none of these members. */
export function lacks(clause: string, ...members: readonly string[]): Expectation {
  return {
    clause,
    find: (outcome) => {
      if (outcome.received.status !== 200) return { expected: "success, status 200", actual: summaryOf(outcome) };
      const [found] = members.filter((name) => name in outcome.body);
      return found === undefined
        ? undefined
        : { expected: "no such member", actual: shown(outcome.body[found]), pointer: `/${found}` };
    },
  };
}

/** Anything else about a success: gives what is wrong as expected and actual, or nothing. */
export function holds(
  clause: string,
  judge: (body: JsonObject, world: CaseWorld, outcome: CaseOutcome) => Finding | undefined,
): Expectation {
  return {
    clause,
    find: (outcome) =>
      outcome.received.status === 200
        ? judge(outcome.body, outcome.world, outcome)
        : { expected: "success, status 200", actual: summaryOf(outcome) },
  };
}

/** Whatever the answer is, it is not a fault of the server. */
export function noServerError(clause: string): Expectation {
  return {
    clause,
    find: (outcome) =>
      outcome.received.status < 500 ? undefined : { expected: "no server error", actual: summaryOf(outcome) },
  };
}

/** What a placeholder of a rule's text stands for. */
export type Fill = (world: CaseWorld) => Readonly<Record<string, string>>;

const KEY_ARN: Fill = (world) => ({ "key ARN": world.key.arn });

/** What the document's rule says: its error, and its text where one is known. */
export function byRule(operation: TrentOperation, id: string, fill: Fill = KEY_ARN): Expectation[] {
  const rule = ruleOf(operation, id);
  if (rule.error === undefined) throw new SuiteFault(`The rule ${id} of ${operation} names no error.`);
  const clause = ruleClause(rule);
  const expected = refused(clause, rule.error);
  return rule.message === undefined
    ? [expected]
    : [expected, text(`${clause}.text`, ({ world }) => filled(rule, fill(world)))];
}

function filled({ message }: DocumentRule, values: Readonly<Record<string, string>>): string | null {
  return (
    message?.replace(/<([^>]+)>/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new SuiteFault(`Nothing stands for ${whole} in: ${message}`);
      return value;
    }) ?? null
  );
}
