import type { components } from "../../../../../generated/control";
import { svg } from "./element";
import { day, fromNow } from "./moment";

type KeySummary = components["schemas"]["KeySummary"];

const DAY = 86_400_000;

/** How much a time line shows to each side of now: name, text, days. */
export const RANGES = [
  ["90d", "90 days", 90],
  ["1y", "1 year", 365],
  ["3y", "3 years", 1096],
  ["10y", "10 years", 3653],
] as const;

/** The window of time that a line shows, with now in its middle. */
export interface TimeWindow {
  /** Epoch milliseconds. */
  readonly now: number;
  /** To each side, in milliseconds. */
  readonly half: number;
}

/** The window of a range. A name that is none is one year. */
export function windowOf(range: string | undefined, now: number): TimeWindow {
  const [, , days] = RANGES.find(([name]) => name === range) ?? RANGES[1];
  return { now, half: days * DAY };
}

/** What happens to a key at a moment. */
export interface Mark {
  readonly kind: "created" | "rotated" | "on-demand" | "next" | "held" | "running" | "expires" | "deletion";
  readonly at: string;
  readonly says: string;
}

/** All that a key's dates say, in the order of time. */
export function marksOf(key: KeySummary): Mark[] {
  const { rotation, onDemand, deletion, expires } = key;
  const marks: Mark[] = [{ kind: "created", at: key.created, says: "Created" }];
  for (const { date, type } of key.rotationDates)
    marks.push(
      type === "ON_DEMAND"
        ? { kind: "on-demand", at: date, says: "Rotated on demand" }
        : { kind: "rotated", at: date, says: "Rotated" },
    );
  if (onDemand) marks.push({ kind: "running", at: onDemand.done, says: "Rotation on demand is done" });
  if (rotation)
    marks.push(
      rotation.held
        ? { kind: "held", at: rotation.next, says: "Next rotation, on hold" }
        : { kind: "next", at: rotation.next, says: "Next rotation" },
    );
  if (expires) marks.push({ kind: "expires", at: expires, says: "Key material expires" });
  if (deletion?.date) marks.push({ kind: "deletion", at: deletion.date, says: "Deletion" });
  return marks.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The time line of a key. Its texts say all of it to those who do not see it. */
export function timeLine(key: KeySummary, { now, half }: TimeWindow): SVGSVGElement {
  const marks = marksOf(key);
  const place = (at: string | number) => 50 + ((new Date(at).getTime() - now) / half) * 50;
  const start = Math.max(0, place(key.created));
  const end = key.deletion?.date ? Math.min(100, place(key.deletion.date)) : 100;
  const line = svg("svg", { class: "line", role: "img", "aria-label": labelOf(marks, now) });
  for (const quarter of [25, 75]) line.append(bar(quarter, "quarter"));
  line.append(svg("line", { class: "life past", x1: `${start}%`, x2: `${Math.min(50, end)}%`, y1: "50%", y2: "50%" }));
  if (end > 50) line.append(svg("line", { class: "life", x1: "50%", x2: `${end}%`, y1: "50%", y2: "50%" }));
  line.append(bar(50, "now"));
  for (const mark of marks) {
    const x = place(mark.at);
    if (x >= 0 && x <= 100) line.append(shapeOf(mark, x, now));
    else if (x > 100) line.append(shapeOf({ ...mark, kind: "created" }, 99.5, now, `beyond ${mark.kind}`));
  }
  return line;
}

/** The dates above the time lines. */
export function timeAxis({ now, half }: TimeWindow): HTMLElement {
  const axis = document.createElement("div");
  axis.className = "axis";
  axis.ariaHidden = "true";
  for (const [place, text] of [
    [0, day(now - half)],
    [50, "now"],
    [100, day(now + half)],
  ] as const) {
    const label = document.createElement("span");
    label.textContent = text;
    label.style.setProperty("--at", `${place}%`);
    axis.append(label);
  }
  return axis;
}

function labelOf(marks: readonly Mark[], now: number): string {
  const rotated = marks.filter(({ kind }) => kind === "rotated" || kind === "on-demand");
  const last = rotated.at(-1);
  const texts = marks
    .filter((mark) => !rotated.includes(mark))
    .map(({ says, at }) => `${says} ${day(at)}, ${fromNow(at, now)}`);
  if (last) texts.splice(1, 0, `${rotated.length === 1 ? "rotated" : "last rotated"} ${day(last.at)}`);
  return `Time line: ${texts.join("; ")}.`;
}

function bar(place: number, name: string): SVGElement {
  return svg("line", { class: name, x1: `${place}%`, x2: `${place}%`, y1: "0", y2: "100%" });
}

/** Kinds differ by their shape, not by their colour alone. */
const SHAPES: Readonly<Record<Mark["kind"], string>> = {
  created: "M0 -5V5",
  rotated: "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0 -4.5 0Z",
  "on-demand": "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
  next: "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0 -4.5 0Z",
  held: "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0 -4.5 0Z",
  running: "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
  expires: "M-5 4.5L0 -5L5 4.5Z",
  deletion: "M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5",
};

function shapeOf({ kind, at, says }: Mark, place: number, now: number, name: string = kind): SVGElement {
  const title = svg("title", {}, `${says}: ${day(at)}, ${fromNow(at, now)}`);
  const d = name === kind ? SHAPES[kind] : "M-6 -4L-2 0L-6 4";
  // A path has no percentages: the svg around it has them.
  return svg("svg", { x: `${place}%`, y: "50%", class: "mark" }, svg("path", { d, class: name }, title));
}
