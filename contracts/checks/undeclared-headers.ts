import { always, type Check, isError } from "./wire-check";

const ERROR_TYPE = "x-amzn-errortype";

export const noUndeclaredAmzHeaders: Check = {
  clause: "wire.no-undeclared-amz-headers",
  applies: always,
  find: ({ headers, response }) => {
    const declared = new Set(response?.headers.map(({ name }) => name.toLowerCase()));
    const more = Object.keys(headers).filter(
      (name) => /^x-amzn?-/.test(name) && name !== ERROR_TYPE && name !== "x-amzn-requestid" && !declared.has(name),
    );
    return more.length === 0 ? undefined : { expected: "no other x-amz header", actual: more.join(", ") };
  },
};

export const noErrortypeHeader: Check = {
  clause: "wire.no-errortype-header",
  applies: isError,
  find: ({ headers }) =>
    headers[ERROR_TYPE] === undefined
      ? undefined
      : { expected: `no ${ERROR_TYPE} header`, actual: `${ERROR_TYPE}: ${headers[ERROR_TYPE]}` },
};
