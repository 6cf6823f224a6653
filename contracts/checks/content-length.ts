import { shown } from "../finding";
import { always, type WireCheck } from "./wire-check";

export const contentLength: WireCheck = {
  id: "wire.content-length",
  level: "MUST",
  sentence: "Content-Length is there and is the number of bytes of the body.",
  source: "docs/evidence/wire-protocol.md#empty-success",
  provenance: "recorded",
  applies: always,
  find: ({ headers, received }) =>
    headers["content-length"] === String(received.bytes.length)
      ? undefined
      : { expected: `Content-Length: ${received.bytes.length}`, actual: shown(headers["content-length"]) },
};
