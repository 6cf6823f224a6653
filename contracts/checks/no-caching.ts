import { shown } from "../finding";
import { always, type WireCheck } from "./wire-check";

const NO_CACHING = {
  "cache-control": "no-cache, no-store, must-revalidate, private",
  expires: "0",
  pragma: "no-cache",
} as const;

export const noCaching: WireCheck = {
  id: "wire.no-caching",
  level: "SHOULD",
  sentence: "Cache-Control, Expires and Pragma forbid every cache to keep the answer.",
  source: "docs/evidence/wire-protocol.md#caching-and-date-headers",
  provenance: "recorded",
  applies: always,
  find: ({ headers }) => {
    for (const [name, value] of Object.entries(NO_CACHING)) {
      if (headers[name] !== value) return { expected: `${name}: ${value}`, actual: shown(headers[name]) };
    }
    return undefined;
  },
};
