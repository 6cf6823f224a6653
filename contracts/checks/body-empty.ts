import { shown } from "../finding";
import type { Check } from "./wire-check";

export const bodyEmpty: Check = {
  clause: "wire.body-empty",
  applies: ({ received, response }) => received.status === 200 && response?.empty === true,
  find: ({ received, response }) =>
    received.bytes.length === 0
      ? undefined
      : {
          expected: "no bytes",
          actual: shown(received.bytes.toString("utf8")),
          ...(response?.body !== undefined && { place: response.body }),
        },
};
