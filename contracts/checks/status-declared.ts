import { always, type WireCheck } from "./wire-check";

export const statusDeclared: WireCheck = {
  id: "wire.status-declared",
  level: "MUST",
  sentence: "The status is one that the operation declares: 200, 400 or 500.",
  source: "docs/evidence/errors.md#status-codes",
  provenance: "recorded",
  applies: always,
  find: ({ operation, received, response }) =>
    response
      ? undefined
      : {
          expected: `one of ${operation.responses.map(({ status }) => status).join(", ")}`,
          actual: String(received.status),
        },
};
