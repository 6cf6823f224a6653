import { shown } from "../finding";
import { always, type Check } from "./wire-check";

const NO_CACHING = {
  "cache-control": "no-cache, no-store, must-revalidate, private",
  expires: "0",
  pragma: "no-cache",
} as const;

export const noCaching: Check = {
  clause: "wire.no-caching",
  applies: always,
  find: ({ headers }) => {
    for (const [name, value] of Object.entries(NO_CACHING)) {
      if (headers[name] !== value) return { expected: `${name}: ${value}`, actual: shown(headers[name]) };
    }
    return undefined;
  },
};
