import type { components } from "../../../../../generated/control";
import { button, h } from "./element";
import { day, span, time } from "./moment";
import type { Revision } from "./watch-mock";

type ClockChange = components["schemas"]["ClockChange"];

/** How far the buttons move the clock: text and days. */
const MOVES = [
  ["+1 day", 1],
  ["+30 days", 30],
  ["+1 year", 365],
] as const;

/** A difference that is no more than the time a request takes, in milliseconds. */
const SAME = 5_000;

/**
 * The mock's clock and its buttons. It runs on by itself between two answers of the mock.
 * @param change asks the mock for it, and resolves when it is done.
 * @param reset takes the mock back to its start.
 */
export function clockBar(change: (change: ClockChange) => Promise<void>, reset: () => Promise<void>) {
  const date = h("span", { class: "day" });
  const hours = h("span", { class: "hours" });
  const note = h("span", { class: "soft note" });
  const freeze = button("Freeze", () => change({ frozen: !frozen }));
  const moves = MOVES.map(([text, days]) => button(text, () => change({ move: { days } })));
  const back = button("Reset", () => reset(), {
    class: "quiet",
    title: "Back to the start: keys, time, faults, requests",
  });
  let frozen = false;
  let ahead = 0;
  let stopped = 0;
  const element = h(
    "section",
    { class: "clock", "aria-label": "Clock" },
    h("div", { class: "face" }, h("p", { class: "moment" }, date, " ", hours), note),
    h("div", { class: "buttons" }, moves, freeze, back),
  );
  const timer = setInterval(draw, 1000);
  return { element, show, now, end: () => clearInterval(timer) };

  /** The mock's time, epoch milliseconds. */
  function now(): number {
    return frozen ? stopped : Date.now() + ahead;
  }

  function show(revision: Revision): void {
    element.hidden = revision.now === undefined;
    if (revision.now === undefined) return;
    frozen = revision.frozen === true;
    stopped = Date.parse(revision.now);
    ahead = stopped - Date.now();
    freeze.textContent = frozen ? "Let it run" : "Freeze";
    draw();
  }

  function draw(): void {
    const moment = now();
    date.textContent = day(moment);
    hours.textContent = `${time(moment)} UTC`;
    const distance = moment - Date.now();
    const text =
      Math.abs(distance) < SAME
        ? "Same as the wall clock"
        : `${span(Math.abs(distance))} ${distance > 0 ? "ahead of" : "behind"} the wall clock`;
    note.textContent = frozen ? `Frozen. ${text}` : text;
  }
}
