import { _, type Ajv2020, type KeywordCxt } from "ajv/dist/2020";
import { BYTES } from "./marked-members";

/** Base64 with its padding (RFC 4648, section 4), of a text whose length is a multiple of four: twice as fast as with groups of four. */
const BASE64 = "^[A-Za-z0-9+\\/]*={0,2}$";

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
  const pattern = gen.scopeValue("pattern", {
    key: BASE64,
    ref: new RegExp(BASE64),
    code: _`new RegExp(${BASE64})`,
  });
  const bytes = gen.const(
    "bytes",
    _`${data}.length / 4 * 3 - (${data}.endsWith("==") ? 2 : ${data}.endsWith("=") ? 1 : 0)`,
  );
  const broken = gen.const(
    "broken",
    _`${data}.length % 4 || !${pattern}.test(${data}) ? "base64" : ${bytes} < ${minimum} ? "minimum" : ${bytes} > ${maximum} ? "maximum" : undefined`,
  );
  cxt.setParams({ broken, limit: _`${broken} === "maximum" ? ${maximum} : ${minimum}` });
  cxt.fail(_`${broken} !== undefined`);
}
