import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../document";
import { fixExamples } from "./fix-examples";
import { factsOf, namedSchemas } from "./model-facts";
import { counted, type NormaliseStep } from "./rule";
import { bodySchemas } from "./schemas";

/** How the model's own words say that a member is bytes in base64; a certificate in PEM is base64 in parts only. */
const SAYS_BASE64 = /base-?64/i;
const SAYS_BYTES = /\b(blob|binary|bytes|payload)\b|\bvalue is base-?64/i;
const SAYS_TEXT = /\bPEM\b|BEGIN [A-Z ]*(KEY|CERTIFICATE)/;

/** How models name shapes of bytes. */
const NAMED_BLOB = /(Blob|Bytes|Binary)$|^Binary(AttributeValue|Data)?$/;

/**
 * Blobs are plain strings in the directory, and their lengths count decoded bytes. The service's model tells them
 * ({@link factsOf}), or where it is not known, their names and the descriptions of members that use them. Such a string is
 * marked as base64, and its `maxLength` is that of the encoded form; `minLength` stays, so that a string wrongly taken for
 * a blob is not refused. Examples of the model have the bytes in clear, which no client could decode.
 */
export function markBlobs(document: Document): NormaliseStep[] {
  const { version, blobs: known } = factsOf(document);
  const named = version === undefined ? Object.keys(objectOf(objectOf(document.components).schemas)) : [];
  const names = known ?? named.filter((name) => NAMED_BLOB.test(name));
  const blobs = new Set<JsonObject>(namedSchemas(document, names).filter(isPlainString));
  for (const schema of bodySchemas(document)) {
    for (const member of Object.values(objectOf(schema.properties))) {
      if (!isObject(member) || !describesBlob(member)) continue;
      for (const branch of [member, ...listOf(member.allOf)]) {
        const target = resolve(document, branch, "#").value;
        if (isObject(target) && isPlainString(target)) blobs.add(target);
      }
    }
  }
  for (const blob of blobs) {
    blob.contentEncoding = "base64";
    if (typeof blob.maxLength === "number") blob.maxLength = Math.ceil(blob.maxLength / 3) * 4;
  }
  const encoded = encodeExamples(document, blobs);
  return [
    { count: blobs.size, says: `marked ${counted(blobs.size, "string")} as base64, lengths in encoded characters` },
    { count: encoded, says: `encoded ${counted(encoded, "blob")} of examples in base64` },
  ];
}

function encodeExamples(document: Document, blobs: ReadonlySet<JsonObject>): number {
  let count = 0;
  if (blobs.size === 0) return count;
  fixExamples(document, (schema, value) => {
    if (!blobs.has(schema) || typeof value !== "string" || isBase64(value)) return value;
    count++;
    return Buffer.from(value).toString("base64");
  });
  return count;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function describesBlob(member: JsonObject): boolean {
  const words = [member, ...listOf(member.allOf)].map((branch) => String(objectOf(branch).description ?? "")).join(" ");
  return SAYS_BASE64.test(words) && SAYS_BYTES.test(words) && !SAYS_TEXT.test(words);
}

/** A string that nothing but its length constrains, and that is not marked yet. */
function isPlainString(schema: JsonObject): boolean {
  return (
    schema.type === "string" && ["pattern", "enum", "const", "contentEncoding"].every((keyword) => !(keyword in schema))
  );
}
