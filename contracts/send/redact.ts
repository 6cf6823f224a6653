import { objectOf } from "../../openapi/dialect/document";
import { SENSITIVE } from "../../openapi/dialect/marked-members";
import { document, followed } from "../contract-document";
import type { HeaderLine } from "../contract-exchange";

const SECRET = new Set(["x-amz-security-token", "x-amz-signature", "x-amz-credential"]);

/** Header lines as a report may show them: no signature, no access key, no token. */
export function redacted(headers: readonly HeaderLine[]): HeaderLine[] {
  return headers.map(([name, value]) => {
    const lower = name.toLowerCase();
    if (SECRET.has(lower)) return [name, "…"];
    if (lower !== "authorization") return [name, value];
    return [name, value.replace(/Credential=[^/,\s]*/g, "Credential=…").replace(/Signature=[^,\s]*/g, "Signature=…")];
  });
}

/** The members whose values are secret, or lists of secrets, in a request or an answer of any operation. */
const MEMBERS = Object.values(objectOf(objectOf(document.components).schemas)).flatMap((schema) =>
  Object.entries(objectOf(objectOf(schema).properties))
    .filter(([, member]) => isSecret(followed(member)) || isSecret(followed(followed(member).items)))
    .map(([name]) => name),
);

function isSecret(schema: object): boolean {
  return SENSITIVE in schema;
}

/**
 * A text as a report may show it: the values of secret members of the JSON in it are gone. The rest is as it was, however
 * broken the JSON is, for that is what reports are about.
 */
export function withoutSecrets(text: string): string {
  return hiding(MEMBERS, text);
}

/** A value as a finding shows it, without the secrets in it, or whole where it is one. */
export function secretFree(value: string, pointer: string | undefined): string {
  const isMember = MEMBERS.some((name) => pointer?.endsWith(`/${name}`));
  return isMember && value.startsWith('"') ? HIDDEN : withoutSecrets(value);
}

/** The same for a request that is to be sent again: what the suite encrypts is no secret, the token of an answer is one. */
export function withoutTokens(text: string): string {
  return hiding(["GrantTokens"], text);
}

const HIDDEN = '"***"';

/** A text, or a list of texts; also where it is cut, and where the JSON is in a text of JSON. */
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"?|\\"[^"\\]*(?:\\")?|\[[^\]]*\]?)`;

function hiding(names: readonly string[], text: string): string {
  const member = String.raw`(\\?"(?:${names.join("|")})\\?"\s*:\s*)`;
  return text.replace(new RegExp(member + VALUE, "gi"), `$1${HIDDEN}`);
}
