import { isUtf8 } from "node:buffer";
import { shown } from "../finding";
import type { Check, ExchangeView } from "./wire-check";

/** Whether the answer has to have a body at all: an empty one is judged by `wire.body-empty`. */
export function hasBody({ received, response }: ExchangeView): boolean {
  return !(received.status === 200 && response?.empty === true);
}

export const bodyJson: Check = {
  clause: "wire.body-json",
  applies: hasBody,
  find: ({ received, body }) => {
    if (!isUtf8(received.bytes)) return { expected: "a body in UTF-8", actual: `${received.bytes.length} other bytes` };
    return body ? undefined : { expected: "one JSON object", actual: shown(received.bytes.toString("utf8")) };
  },
};
