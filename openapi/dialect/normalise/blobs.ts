import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../document";
import { counted, type NormaliseStep } from "./rule";
import { bodySchemas } from "./schemas";

/** How the model's own words say that a member is bytes in base64; a certificate in PEM is base64 in parts only. */
const SAYS_BASE64 = /base-?64/i;
const SAYS_BYTES = /\b(blob|binary|bytes|payload)\b|\bvalue is base-?64/i;
const SAYS_TEXT = /\bPEM\b|BEGIN [A-Z ]*(KEY|CERTIFICATE)/;

/**
 * Blobs are plain strings in the directory, and their lengths count decoded bytes. Only the description of a
 * member that uses them tells. Such a string is marked as base64, and its `maxLength` is that of the encoded form;
 * `minLength` stays, so that a string wrongly taken for a blob is not refused.
 */
export function markBlobs(document: Document): NormaliseStep[] {
  const blobs = new Set<JsonObject>();
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
  return [
    { count: blobs.size, says: `marked ${counted(blobs.size, "string")} as base64, lengths in encoded characters` },
  ];
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
