import { isDeepStrictEqual } from "node:util";
import type { TrentOperation } from "../generated/types";
import { isObject, type JsonObject, objectOf } from "../openapi/dialect/document";
import { ruleName } from "../openapi/dialect/rule-model";
import { ruleOf } from "./clauses/rule-clauses";
import type { CaseOutcome, Expectation } from "./contract-case";
import { bareType } from "./error-type";
import { fillMessage, fillValues } from "./fill-message";
import { type Finding, shown } from "./finding";
import type { CaseWorld } from "./given/case-world";
import { SuiteFault } from "./suite-errors";

/** The answer in a few words, for the `actual` of a finding. */
export function summaryOf({ received, body }: Pick<CaseOutcome, "received" | "body">): string {
  const type = body.__type === undefined ? "" : ` ${shown(body.__type)}`;
  const message = body.message ?? body.Message;
  const rest =
    type === "" ? ` ${shown(received.bytes.toString("utf8"))}` : message === undefined ? "" : ` ${shown(message)}`;
  return `status ${received.status}${type}${rest}`;
}

const typeOf = ({ body }: Pick<CaseOutcome, "body">) =>
  typeof body.__type === "string" ? bareType(body.__type) : undefined;

const noSuccess = (outcome: Pick<CaseOutcome, "received" | "body">): Finding => ({
  expected: "success, status 200",
  actual: summaryOf(outcome),
});

/** The call succeeds. */
export function succeeds(clause: string): Expectation {
  return {
    clause,
    find: (outcome) =>
      outcome.received.status === 200 && typeOf(outcome) === undefined ? undefined : noSuccess(outcome),
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

/** The call is refused with any error of the client. */
export function refusedSomehow(clause: string): Expectation {
  return {
    clause,
    refuses: true,
    find: (outcome) =>
      outcome.received.status === 400
        ? undefined
        : { expected: "any error with status 400: which one is not recorded", actual: summaryOf(outcome) },
  };
}

/** The error has this text, in `message` or `Message`; null for an error without text. An answer without error breaks it too. */
export function text<World extends CaseWorld>(
  clause: string,
  wanted: (outcome: CaseOutcome<World>) => string | null,
): Expectation<World> {
  return {
    clause,
    refuses: true,
    find: (outcome) => {
      if (typeOf(outcome) === undefined) return { expected: "an error", actual: summaryOf(outcome) };
      const actual = outcome.body.message ?? outcome.body.Message;
      const expected = wanted(outcome);
      const fits = expected === null ? actual === undefined || actual === null || actual === "" : actual === expected;
      return fits ? undefined : { expected: expected ?? "no message", actual: shown(actual), pointer: "/message" };
    },
  };
}

/** The success has these members with these values, besides others. */
export function answers<World extends CaseWorld>(
  clause: string,
  wanted: (world: World) => JsonObject,
): Expectation<World> {
  return holds(clause, (body, world) => difference(wanted(world), body, ""));
}

function difference(wanted: unknown, actual: unknown, at: string): Finding | undefined {
  // The entries of a list may have other members besides, as the body itself.
  if (Array.isArray(wanted) && Array.isArray(actual) && wanted.length === actual.length && wanted.every(isObject)) {
    for (const [index, entry] of wanted.entries()) {
      const found = difference(entry, actual[index], `${at}/${index}`);
      if (found) return found;
    }
    return undefined;
  }
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
  return holds(clause, (body) => {
    const found = members.find((name) => name in body);
    return found === undefined
      ? undefined
      : { expected: "no such member", actual: shown(body[found]), pointer: `/${found}` };
  });
}

/** Anything else about a success. `check` returns what is wrong, or undefined. */
export function holds<World extends CaseWorld>(
  clause: string,
  check: (body: JsonObject, world: World, outcome: CaseOutcome<World>) => Finding | undefined,
): Expectation<World> {
  return {
    clause,
    find: (outcome) =>
      outcome.received.status === 200 ? check(outcome.body, outcome.world, outcome) : noSuccess(outcome),
  };
}

/** The answer is anything but a fault of the server. */
export function noServerError(clause: string): Expectation {
  return {
    clause,
    find: (outcome) =>
      outcome.received.status < 500 ? undefined : { expected: "no server error", actual: summaryOf(outcome) },
  };
}

/** Values for placeholders that the request does not have. */
export type Fill<World extends CaseWorld> = (world: World) => Readonly<Record<string, string>>;

/** The errors that say that the key is in the wrong key state (docs/evidence/key-states.md). */
const KEY_STATE_ERRORS: ReadonlySet<string> = new Set(["DisabledException", "KMSInvalidStateException"]);

/** What the document's rule says: its error, and its text where one is known. */
export function byRule<World extends CaseWorld = CaseWorld>(
  operation: TrentOperation,
  id: string,
  fill?: Fill<World>,
): Expectation<World>[] {
  const rule = ruleOf(operation, id);
  const { error, message } = rule;
  if (error === undefined) throw new SuiteFault(`The rule ${id} of ${operation} names no error.`);
  const clause = ruleName(rule);
  const expects: Expectation<World>[] = [refused(clause, error)];
  if (message !== undefined)
    expects.push(
      text(`${clause}.text`, (outcome: CaseOutcome<World>) =>
        message === null
          ? null
          : fillMessage(message, { ...fillValues(outcome, rule.constraint?.member), ...fill?.(outcome.world) }),
      ),
    );
  return KEY_STATE_ERRORS.has(error) ? expects.map((expectation) => ({ ...expectation, byKeyState: true })) : expects;
}
