import { shown } from "../finding";
import { always, type WireCheck } from "./wire-check";

/** How far the clocks of two machines may differ, in milliseconds. AWS refuses a signature beyond five minutes (docs/evidence/errors.md#clock-difference). */
const TOLERANCE = 5 * 60_000;

/** RFC 9110 section 5.6.7 writes the day with two digits. AWS was recorded with one on the days 1 to 9 of a month. */
const ONE_DIGIT_DAY = /^(\w{3}, )(\d )/;

export const date: WireCheck = {
  id: "wire.date",
  level: "SHOULD",
  sentence: "Each answer has the header Date: an HTTP date, whose day may have one digit, and the time of the answer.",
  source: "docs/evidence/wire-protocol.md#form-of-the-date-header",
  provenance: "recorded",
  applies: always,
  find: ({ headers, received }) => {
    const text = headers.date?.replace(ONE_DIGIT_DAY, "$10$2");
    const moment = new Date(text ?? "");
    const fits = moment.toUTCString() === text && Math.abs(moment.getTime() - received.at) < TOLERANCE;
    return fits ? undefined : { expected: `Date: ${new Date(received.at).toUTCString()}`, actual: shown(headers.date) };
  },
};
