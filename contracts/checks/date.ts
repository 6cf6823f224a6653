import { shown } from "../finding";
import { always, type Check } from "./wire-check";

/** Clocks of two machines differ; AWS itself refuses a signature beyond five minutes (kms.md section 4). */
const TOLERANCE = 5 * 60_000;

export const date: Check = {
  clause: "wire.date",
  applies: always,
  find: ({ headers, received }) => {
    const moment = new Date(headers.date ?? "");
    const fits = moment.toUTCString() === headers.date && Math.abs(moment.getTime() - received.at) < TOLERANCE;
    return fits ? undefined : { expected: `Date: ${new Date(received.at).toUTCString()}`, actual: shown(headers.date) };
  },
};
