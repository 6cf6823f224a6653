import { _, type Ajv2020, type KeywordCxt } from "ajv/dist/2020";
import { BYTES } from "./marked-members";

/**
 * Whether the first characters of a text are all of base64 (RFC 4648, section 4), as code, for validators that import nothing. By
 * a table: a pattern takes three times as long, since each character of a ciphertext is a surprise to the processor.
 */
const CODE = _`((table) => (text, end) => { for (let i = 0; i < end; i++) if (table[text.charCodeAt(i)] !== 1) return false; return true; })(Uint8Array.from({ length: 128 }, (_, code) => (/[A-Za-z0-9+/]/.test(String.fromCharCode(code)) ? 1 : 0)))`;

/** The same for validators that Ajv compiles at run time, as it compiles all its code. */
const isOfAlphabet: unknown = new Function(`return ${CODE}`)();

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
  const fits = gen.scopeValue("func", { key: isOfAlphabet, ref: isOfAlphabet, code: CODE });
  const padding = gen.const("padding", _`${data}.endsWith("==") ? 2 : ${data}.endsWith("=") ? 1 : 0`);
  const bytes = gen.const("bytes", _`${data}.length / 4 * 3 - ${padding}`);
  const broken = gen.const(
    "broken",
    _`${data}.length % 4 || !${fits}(${data}, ${data}.length - ${padding}) ? "base64" : ${bytes} < ${minimum} ? "minimum" : ${bytes} > ${maximum} ? "maximum" : undefined`,
  );
  cxt.setParams({ broken, limit: _`${broken} === "maximum" ? ${maximum} : ${minimum}` });
  cxt.fail(_`${broken} !== undefined`);
}
