import { shown } from "../finding";
import { always, type WireCheck } from "./wire-check";

const WIRE_TYPE = "application/x-amz-json-1.1";

export const contentType: WireCheck = {
  id: "wire.content-type",
  level: "MUST",
  sentence: "Content-Type is exactly application/x-amz-json-1.1, without parameters, also when the body is empty.",
  source: "docs/evidence/wire-protocol.md#empty-success",
  provenance: "recorded",
  applies: always,
  find: ({ headers }) =>
    headers["content-type"] === WIRE_TYPE
      ? undefined
      : { expected: `Content-Type: ${WIRE_TYPE}`, actual: shown(headers["content-type"]) },
};
