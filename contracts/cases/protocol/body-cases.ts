import type { ContractCase } from "../../contract-case";
import { noServerError, refused, text } from "../../expectations";
import { body, bytes, described, MALFORMED, NO_CALL, onAnyKey, serialization, VALID } from "./protocol-request";

const DEEP = 2000;

/** Bodies that are no JSON object, and JSON in its odder forms (docs/evidence/wire-protocol.md#request-body). */
export const BODIES: readonly ContractCase[] = [
  ...(
    [
      ["an open brace", "{"],
      ["a word", "trent"],
      ["a comma too many", '{"KeyId":"a",}'],
      ["single quotes", "{'KeyId':'a'}"],
      ["a comment", '{"KeyId":"a"/* */}'],
      ["two values", '{"KeyId":"a"}{"KeyId":"a"}'],
      ["a control character in a string", '{"KeyId":"a\u0001"}'],
      ["NaN", '{"KeyId":NaN}'],
    ] as const
  ).map(([id, value]) => onAnyKey(`body of ${id}`, body(value), serialization("protocol.broken-json"), MALFORMED)),
  ...(
    [
      ["a list", "[]"],
      ["a string", '"text"'],
      ["a number", "5"],
      ["true", "true"],
    ] as const
  ).map(([id, value]) => onAnyKey(`body of ${id}`, body(value), serialization("protocol.not-an-object"), MALFORMED)),
  onAnyKey(
    "body of null",
    body("null"),
    [
      refused("protocol.empty-body", "SerializationException", "ValidationException"),
      noServerError("protocol.no-server-error"),
    ],
    MALFORMED,
  ),
  onAnyKey(
    "body of a list, its text",
    body("[]"),
    [text("protocol.list-text", () => "Start of list found where not expected")],
    MALFORMED,
  ),
  onAnyKey(
    "body empty",
    body(""),
    [
      refused("protocol.empty-body", "SerializationException", "ValidationException"),
      noServerError("protocol.no-server-error"),
    ],
    MALFORMED,
  ),
  onAnyKey(
    "body of a byte that is no UTF-8",
    body(Buffer.from([0x7b, 0x22, 0x4b, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
    [noServerError("protocol.invalid-utf8")],
    MALFORMED,
  ),
  onAnyKey(
    "body of a lone surrogate",
    body('{"KeyId":"\\ud800"}'),
    [noServerError("protocol.no-server-error")],
    MALFORMED,
  ),
  onAnyKey(
    "body nested deeply",
    body(`{"KeyId":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`),
    [noServerError("protocol.deep-nesting")],
    MALFORMED,
  ),
  onAnyKey(
    "body nested deeply, in an unknown member",
    ({ key }) => ({ body: Buffer.from(`{"KeyId":"${key.id}","Trent":${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}}`) }),
    [noServerError("protocol.deep-nesting")],
    MALFORMED,
  ),
  onAnyKey(
    "body of 300 kilobytes",
    body(`{"KeyId":"${"a".repeat(300_000)}"}`),
    [noServerError("protocol.large-body")],
    NO_CALL,
  ),
  onAnyKey(
    "a member that is not known",
    ({ key }) => ({ body: bytes({ KeyId: key.id, Trent: { a: [1] } }) }),
    described("protocol.unknown-member"),
    VALID,
  ),
  onAnyKey(
    "a member in lower case",
    ({ key }) => ({ body: bytes({ keyId: key.id }) }),
    [refused("protocol.member-case", "ValidationException")],
    MALFORMED,
  ),
  onAnyKey(
    "an optional member of null",
    ({ key }) => ({ body: bytes({ KeyId: key.id, GrantTokens: null }) }),
    described("protocol.null-member"),
    VALID,
  ),
  onAnyKey(
    "a member twice",
    ({ key }) => ({ body: Buffer.from(`{"KeyId":"${key.id}","KeyId":"${key.id}"}`) }),
    [noServerError("protocol.duplicate-member")],
    VALID,
  ),
  onAnyKey(
    "escapes",
    ({ key }) => ({
      body: Buffer.from(
        `{"\\u004beyId":"${[...key.id].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"}`,
      ),
    }),
    described("protocol.escaped-json"),
    VALID,
  ),
  onAnyKey(
    "blanks between tokens",
    ({ key }) => ({ body: Buffer.from(` {\n\t"KeyId" :\r\n "${key.id}" } \n`) }),
    described("protocol.escaped-json"),
    VALID,
  ),
  onAnyKey("after a refusal", () => ({}), described("protocol.keeps-answering"), VALID),
];
