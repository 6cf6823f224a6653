import { oneLine } from "./one-line";
import type { ResultCheck } from "./run-result";
import { plural } from "./verdict-text";

/** The most characters of a message: tools show it in one line. */
const LONGEST = 200;

/** Why a check does not simply hold, in one line. */
export function messageOf({ failures: [first], message, sentence }: ResultCheck): string {
  return oneLine(first ? `expected ${first.expected}, got ${first.actual}` : (message ?? sentence), LONGEST);
}

/** What a tool shows below the message: the sentence, its source, and the command that repeats one failure, once. */
export function traceOf({ sentence, source, place, failures: [first], broken }: ResultCheck): string {
  const others = broken > 1 ? `, and ${plural(broken - 1, "other answer")}` : "";
  return [
    sentence,
    `source: ${source}${place ? `; ${place}` : ""}`,
    ...(first ? [`case: ${first.case}${others}`, first.replay] : []),
  ].join("\n");
}
