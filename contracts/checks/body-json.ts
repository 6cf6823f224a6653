import { isUtf8 } from "node:buffer";
import { shown } from "../finding";
import type { ExchangeView, WireCheck } from "./wire-check";

/** Whether the answer must have a body. `wire.body-empty` checks the others. */
function hasBody({ received, response }: ExchangeView): boolean {
  return !(received.status === 200 && response?.empty === true);
}

export const bodyJson: WireCheck = {
  id: "wire.body-json",
  level: "MUST",
  sentence: "A body is one JSON object in UTF-8, without a byte order mark.",
  source: "docs/evidence/wire-protocol.md#request-body",
  provenance: "protocol",
  applies: hasBody,
  find: ({ received, body }) => {
    if (!isUtf8(received.bytes)) return { expected: "a body in UTF-8", actual: `${received.bytes.length} other bytes` };
    return body ? undefined : { expected: "one JSON object", actual: shown(received.bytes.toString("utf8")) };
  },
};
