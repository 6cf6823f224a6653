import { shown } from "../finding";
import { membersOf } from "./body-members";
import type { ExchangeView, WireCheck } from "./wire-check";

/** Times of this century: milliseconds taken for seconds lie far beyond. */
const CENTURY = { from: Date.UTC(2001, 0, 1) / 1000, to: Date.UTC(2101, 0, 1) / 1000 };

const timesOf = (view: ExchangeView) =>
  membersOf(view).filter(({ schema }) => schema?.["x-trent-timestamp"] !== undefined);

export const epochSeconds: WireCheck = {
  id: "wire.epoch-seconds",
  level: "MUST",
  sentence: "A time is a JSON number of seconds since 1970, of this century.",
  source: "docs/evidence/wire-protocol.md#numbers-times-and-blobs",
  provenance: "protocol",
  applies: (view) => timesOf(view).length > 0,
  find: (view) => {
    for (const { value, at } of timesOf(view)) {
      if (value === null) continue;
      if (typeof value !== "number" || value < CENTURY.from || value > CENTURY.to) {
        return { expected: "a number of seconds since 1970", actual: shown(value), pointer: at };
      }
    }
    return undefined;
  },
};

export const milliseconds: WireCheck = {
  id: "wire.milliseconds",
  level: "SHOULD",
  sentence: "A time has no more than three decimals.",
  source: "docs/evidence/wire-protocol.md#precision-of-times",
  provenance: "recorded",
  applies: (view) => timesOf(view).length > 0,
  find: (view) => {
    for (const { value, at } of timesOf(view)) {
      if (typeof value === "number" && Math.abs(value * 1000 - Math.round(value * 1000)) > 0.01) {
        return { expected: "at most three decimals", actual: String(value), pointer: at };
      }
    }
    return undefined;
  },
};
