import { shown } from "../finding";
import { always, type Check } from "./wire-check";

export const contentLength: Check = {
  clause: "wire.content-length",
  applies: always,
  find: ({ headers, received }) =>
    headers["content-length"] === String(received.bytes.length)
      ? undefined
      : { expected: `Content-Length: ${received.bytes.length}`, actual: shown(headers["content-length"]) },
};
