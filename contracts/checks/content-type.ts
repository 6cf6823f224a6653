import { shown } from "../finding";
import { always, type Check } from "./wire-check";

const WIRE_TYPE = "application/x-amz-json-1.1";

export const contentType: Check = {
  clause: "wire.content-type",
  applies: always,
  find: ({ headers }) =>
    headers["content-type"] === WIRE_TYPE
      ? undefined
      : { expected: `Content-Type: ${WIRE_TYPE}`, actual: shown(headers["content-type"]) },
};
