import { shown } from "../finding";
import type { WireCheck } from "./wire-check";

export const bodyEmpty: WireCheck = {
  id: "wire.body-empty",
  level: "MUST",
  sentence: "The success of an operation without output has a body of no bytes: neither {} nor null.",
  source: "docs/evidence/wire-protocol.md#empty-success",
  provenance: "recorded",
  applies: ({ received, response }) => received.status === 200 && response?.empty === true,
  find: ({ received, response }) =>
    received.bytes.length === 0
      ? undefined
      : {
          expected: "no bytes",
          actual: shown(received.bytes.toString("utf8")),
          ...(response?.body !== undefined && { documentPointer: response.body }),
        },
};
