import { TrentProblem } from "../../../openapi/dialect/problems";

const MIB = 2 ** 20;

/** The error of a state that would grow beyond its limit. Sizes in bytes. */
export function stateFull(size: number, most: number): TrentProblem {
  return new TrentProblem(
    "TRENT_E_STATE_FULL",
    `The mock's state would take about ${Math.ceil(size / MIB)} MiB, and its limit is ${Math.floor(most / MIB)} MiB.`,
  );
}
