import { always, isError, type WireCheck } from "./wire-check";

const ERROR_TYPE = "x-amzn-errortype";

export const noUndeclaredAmzHeaders: WireCheck = {
  id: "wire.no-undeclared-amz-headers",
  level: "SHOULD",
  sentence: "No x-amz header is sent that the operation does not declare.",
  source: "docs/evidence/wire-protocol.md#no-errortype-header",
  provenance: "recorded",
  applies: always,
  find: ({ headers, response }) => {
    const declared = new Set(response?.headers.map(({ name }) => name.toLowerCase()));
    const more = Object.keys(headers).filter(
      (name) => /^x-amzn?-/.test(name) && name !== ERROR_TYPE && name !== "x-amzn-requestid" && !declared.has(name),
    );
    return more.length === 0 ? undefined : { expected: "no other x-amz header", actual: more.join(", ") };
  },
};

export const noErrortypeHeader: WireCheck = {
  id: "wire.no-errortype-header",
  level: "SHOULD",
  sentence: "An error has its type in the body (__type); the header x-amzn-errortype is not sent.",
  source: "docs/evidence/wire-protocol.md#no-errortype-header",
  provenance: "recorded",
  applies: isError,
  find: ({ headers }) =>
    headers[ERROR_TYPE] === undefined
      ? undefined
      : { expected: `no ${ERROR_TYPE} header`, actual: `${ERROR_TYPE}: ${headers[ERROR_TYPE]}` },
};
