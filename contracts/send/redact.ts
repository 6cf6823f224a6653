import { operations } from "../../generated/operations";
import { listOf, objectOf } from "../../openapi/dialect/document";
import { SENSITIVE } from "../../openapi/dialect/marked-members";
import type { OperationModel } from "../../openapi/dialect/operations";
import { followed, nodeAt } from "../contract-document";
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

const models: readonly OperationModel[] = Object.values(operations);
/** The members of requests, and those of answers, whose values are secret, or lists of secrets. An error's message is no Message that is signed. */
const IN_REQUESTS = secretMembers(models.map(({ requestBody }) => requestBody));
const IN_ANSWERS = secretMembers(models.flatMap(({ responses }) => responses.map(({ body }) => body)));

const HIDDEN = '"***"';

/** A text, or a list of texts; also where it is cut, and where the JSON is in a text of JSON. */
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"?|\\"[^"\\]*(?:\\")?|\[[^\]]*\]?)`;

/** Hides the values of some members, in whatever JSON. */
function hiding(names: readonly string[]): (text: string) => string {
  const pattern = new RegExp(String.raw`(\\?"(?:${names.join("|")})\\?"\s*:\s*)` + VALUE, "g");
  return (text) => text.replace(pattern, `$1${HIDDEN}`);
}

/** The names of secret members in the schemas at some pointers, and in what they refer to. */
function secretMembers(pointers: readonly (string | undefined)[]): readonly string[] {
  const names = new Set<string>();
  const schemas = new Set(pointers.flatMap((at) => (at === undefined ? [] : [nodeAt(at)])));
  for (const { properties, items, oneOf } of schemas) {
    for (const [name, member] of Object.entries(objectOf(properties))) {
      const schema = followed(member);
      if (SENSITIVE in schema || SENSITIVE in followed(schema.items)) names.add(name);
      schemas.add(schema);
    }
    for (const part of [items, ...listOf(oneOf)]) if (part !== undefined) schemas.add(followed(part));
  }
  return [...names];
}

/**
 * The body of a request as a report may show it: the values of secret members are gone. The rest is as it was, however
 * broken the JSON is, for that is what reports are about.
 */
export const requestWithoutSecrets = hiding(IN_REQUESTS);

/** The same for the body of an answer, or a text that has it. */
export const withoutSecrets = hiding(IN_ANSWERS);

/** A request that is to be sent again: what the suite encrypts is no secret, the token of an answer is one. */
export const withoutTokens = hiding(["GrantTokens", "GrantToken"]);

/** A value of an answer as a finding shows it, without the secrets in it, or whole where it is one. */
export function secretFree(value: string, pointer: string | undefined): string {
  const isMember = IN_ANSWERS.some((name) => pointer?.endsWith(`/${name}`));
  return isMember && value.startsWith('"') ? HIDDEN : withoutSecrets(value);
}
