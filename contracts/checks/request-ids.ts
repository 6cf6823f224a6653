import { shown } from "../finding";
import { always, type Check } from "./wire-check";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const requestId: Check = {
  clause: "wire.request-id",
  applies: always,
  find: ({ headers }) =>
    UUID.test(headers["x-amzn-requestid"] ?? "")
      ? undefined
      : { expected: "x-amzn-RequestId: a UUID", actual: shown(headers["x-amzn-requestid"]) },
};

/** Needs a memory of its own for each run, so it is made and not shared. */
export function requestIdUnique(): Check {
  const seen = new Set<string>();
  return {
    clause: "wire.request-id-unique",
    applies: ({ headers }) => headers["x-amzn-requestid"] !== undefined,
    find: ({ headers }) => {
      const id = headers["x-amzn-requestid"] ?? "";
      if (!seen.has(id)) {
        seen.add(id);
        return undefined;
      }
      return { expected: "an x-amzn-RequestId of its own", actual: `${shown(id)}, as in an answer before` };
    },
  };
}
