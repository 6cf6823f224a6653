import type { ContractCase } from "../../contract-case";
import { noServerError, summaryOf } from "../../expectations";
import { described, doubled, mediaType, NO_CALL, nothingRan, onAnyKey, recased, VALID } from "./protocol-request";

/** Header names, media types, methods and paths (docs/evidence/wire-protocol.md). */
export const HEADERS: readonly ContractCase[] = [
  onAnyKey(
    "header names in upper case",
    recased((name) => name.toUpperCase()),
    described("protocol.header-name-case"),
    VALID,
  ),
  onAnyKey(
    "header names as on the page",
    recased((name) => name.replace(/\b\w/g, (c) => c.toUpperCase())),
    described("protocol.header-name-case"),
    VALID,
  ),
  ...["; charset=utf-8", ";charset=UTF-8", "; charset=utf-8; a=b"].map((parameters) =>
    onAnyKey(
      `media type with ${parameters}`,
      mediaType(`application/x-amz-json-1.1${parameters}`),
      described("protocol.media-type-parameters"),
      VALID,
    ),
  ),
  onAnyKey(
    "media type application/json",
    mediaType("application/json"),
    [noServerError("protocol.media-type-plain")],
    NO_CALL,
  ),
  ...["text/plain", "application/x-amz-json-1.0", "application/x-www-form-urlencoded", "application/xml"].map((type) =>
    onAnyKey(`media type ${type}`, mediaType(type), [nothingRan("protocol.media-type-foreign")], NO_CALL),
  ),
  onAnyKey(
    "media type doubled",
    doubled("content-type", "text/plain"),
    [noServerError("protocol.media-type-foreign")],
    NO_CALL,
  ),
  onAnyKey(
    "no signature",
    () => ({ sign: false }),
    [
      {
        clause: "protocol.unsigned",
        find: (outcome) =>
          "KeyMetadata" in outcome.body || outcome.body.__type === "MissingAuthenticationTokenException"
            ? undefined
            : { expected: "MissingAuthenticationTokenException, or the key", actual: summaryOf(outcome) },
      },
    ],
    NO_CALL,
  ),
  onAnyKey(
    "what AWS's clients add",
    () => ({
      headers: {
        "amz-sdk-invocation-id": "3f2a0f8c-52c5-4a4e-9d0a-1f1d6e2c7b11",
        "amz-sdk-request": "attempt=1; max=3",
        "user-agent": "aws-sdk-js/3.1164.0",
        "x-amz-user-agent": "aws-sdk-js/3.1164.0",
        "accept-encoding": "identity",
        accept: "*/*",
      },
    }),
    described("protocol.client-headers"),
    VALID,
  ),
  ...["GET", "PUT", "DELETE", "PATCH"].map((method) =>
    onAnyKey(`method ${method}`, () => ({ method }), [nothingRan("protocol.method")], NO_CALL),
  ),
  ...["/trent", "/DescribeKey"].map((path) =>
    onAnyKey(`path ${path}`, () => ({ path, raw: true }), [nothingRan("protocol.path")], NO_CALL),
  ),
];
