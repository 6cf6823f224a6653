import { always, type Check } from "./wire-check";

export const statusDeclared: Check = {
  clause: "wire.status-declared",
  applies: always,
  find: ({ operation, received, response }) =>
    response
      ? undefined
      : {
          expected: `one of ${operation.responses.map(({ status }) => status).join(", ")}`,
          actual: String(received.status),
        },
};
