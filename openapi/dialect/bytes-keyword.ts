import { _, type Ajv2020, type KeywordCxt } from "ajv/dist/2020";
import { BYTES } from "./marked-members";

/** The characters of base64 without its padding (RFC 4648, section 4). */
const ALPHABET = /[A-Za-z0-9+/]/;

/**
 * Whether the first characters of a text are all of base64. By a table: a pattern takes three times as long, since each
 * character of a ciphertext is a surprise to the processor.
 */
function isOfAlphabet(text: string, end: number): boolean {
  for (let i = 0; i < end; i++) if (TABLE[text.charCodeAt(i)] !== 1) return false;
  return true;
}

const TABLE = Uint8Array.from({ length: 128 }, (_, code) => (ALPHABET.test(String.fromCharCode(code)) ? 1 : 0));

/** The same as code, for validators that import nothing. */
const IS_OF_ALPHABET = _`((table) => (text, end) => { for (let i = 0; i < end; i++) if (table[text.charCodeAt(i)] !== 1) return false; return true; })(Uint8Array.from({ length: 128 }, (_, code) => (/[A-Za-z0-9+/]/.test(String.fromCharCode(code)) ? 1 : 0)))`;

/**
 * Makes an Ajv validate blobs. Its code is in the validator, which then imports nothing. The error's `broken` is `base64`,
 * `minimum` or `maximum`, and its `limit` the number of bytes.
 */
export function addBytesKeyword(ajv: Ajv2020): void {
  ajv.addKeyword({
    keyword: BYTES,
    type: "string",
    schemaType: "object",
    error: {
      message: "must be base64 of the right number of bytes",
      params: ({ params }) => _`{broken: ${params.broken}, limit: ${params.limit}}`,
    },
    code: check,
  });
}

function check(cxt: KeywordCxt): void {
  const { gen, data } = cxt;
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = cxt.schema as { minimum?: number; maximum?: number };
  const isOfAlphabet_ = gen.scopeValue("func", { key: isOfAlphabet, ref: isOfAlphabet, code: IS_OF_ALPHABET });
  const padding = gen.const("padding", _`${data}.endsWith("==") ? 2 : ${data}.endsWith("=") ? 1 : 0`);
  const bytes = gen.const("bytes", _`${data}.length / 4 * 3 - ${padding}`);
  const broken = gen.const(
    "broken",
    _`${data}.length % 4 || !${isOfAlphabet_}(${data}, ${data}.length - ${padding}) ? "base64" : ${bytes} < ${minimum} ? "minimum" : ${bytes} > ${maximum} ? "maximum" : undefined`,
  );
  cxt.setParams({ broken, limit: _`${broken} === "maximum" ? ${maximum} : ${minimum}` });
  cxt.fail(_`${broken} !== undefined`);
}
