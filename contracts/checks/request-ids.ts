import { shown } from "../finding";
import { always, type ExchangeView, type WireCheck } from "./wire-check";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The request id of an answer; undefined where it has none. */
export function requestIdOf({ headers }: Pick<ExchangeView, "headers">): string | undefined {
  return headers["x-amzn-requestid"];
}

export const requestId: WireCheck = {
  id: "wire.request-id",
  level: "MUST",
  sentence: "Each answer has the header x-amzn-RequestId, and its value is a UUID.",
  source: "docs/evidence/wire-protocol.md#request-id",
  provenance: "recorded",
  applies: always,
  find: (view) =>
    UUID.test(requestIdOf(view) ?? "")
      ? undefined
      : { expected: "x-amzn-RequestId: a UUID", actual: shown(requestIdOf(view)) },
};

export const requestIdUnique: WireCheck = {
  id: "wire.request-id-unique",
  level: "MUST",
  sentence: "No two answers have the same x-amzn-RequestId.",
  source: "docs/evidence/wire-protocol.md#request-id",
  provenance: "recorded",
  applies: (view) => requestIdOf(view) !== undefined,
  find: (view) => {
    const id = requestIdOf(view) ?? "";
    return view.earlierRequestIds.has(id)
      ? { expected: "a new x-amzn-RequestId", actual: `${shown(id)}, the id of an earlier answer` }
      : undefined;
  },
};
