import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PLAINTEXT } from "../../contracts/given/encryption-states";
import { exchangeText } from "../../contracts/report/exchange-text";
import { writeReports } from "../../contracts/report/write-reports";
import { requestWithoutSecrets, secretFree, withoutSecrets } from "../../contracts/send/redact";
import { resultWith } from "./faulty-result";
import type { Mutant } from "./mutants/mutant";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-secrets-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Members of answers that are secret. */
const SECRETS = /"(?:Plaintext|PrivateKeyPlaintext|SharedSecret|GrantToken)":"([^"]{16,})"/g;

test.each([
  { only: "GenerateDataKey." },
  { only: "Decapsulate.i" },
  { only: "DeriveSharedSecret" },
  { only: "CreateGrant" },
])("no report of a target that fails everything shows a secret that it answered: cases of $only", async ({ only }) => {
  const secrets = new Set<string>();
  const answer: Mutant["answer"] = (answer) => {
    const text = answer.body.toString();
    const found = [...text.matchAll(SECRETS)];
    // The suite itself encrypts one text, which is in its source.
    for (const [, secret = ""] of found) if (secret !== PLAINTEXT) secrets.add(secret);
    // Each such answer is then in the report twice: as an exchange, and as what was found in the place of an object.
    if (found.length > 0) answer.body = `[${text}]`;
  };
  const result = await resultWith({ mutant: { answer } }, { only });
  writeReports(folder, result);
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "utf8"));
  const shown = [...files, exchangeText(result)].join("\n");
  // Else nothing would have been searched.
  expect(secrets.size).toBeGreaterThan(0);
  expect(shown.includes("***")).toBe(true);
  const found = [...secrets].filter((secret) =>
    [secret, Buffer.from(secret, "base64").toString("hex")].some((form) => shown.includes(form)),
  );
  expect(found).toEqual([]);
});

test.each([
  { text: '{"Plaintext":"c2VjcmV0","KeyId":"a"}', want: '{"Plaintext":"***","KeyId":"a"}' },
  { text: '{"Plaintext" : "c2Vj\\"cmV0"}', want: '{"Plaintext" : "***"}' },
  { text: '{"SharedSecret":"c2Vj', want: '{"SharedSecret":"***"' },
  { text: '{"__type":"NotFoundException","message":"m"}', want: '{"__type":"NotFoundException","message":"m"}' },
  { text: '{"__type":"NotFoundException","Message":"m"}', want: '{"__type":"NotFoundException","Message":"m"}' },
  { text: '{"CiphertextBlob":"c2VjcmV0"}', want: '{"CiphertextBlob":"c2VjcmV0"}' },
])("the answer $text is shown as $want", ({ text, want }) => {
  expect(withoutSecrets(text)).toBe(want);
});

test.each([
  { text: '{"KeyId":"a","GrantTokens":["one","two"]}', want: '{"KeyId":"a","GrantTokens":"***"}' },
  { text: '{"Message":"c2VjcmV0","MessageType":"RAW"}', want: '{"Message":"***","MessageType":"RAW"}' },
  { text: '{"KeyStorePassword":"secret1"}', want: '{"KeyStorePassword":"***"}' },
  {
    text: '{"XksProxyAuthenticationCredential":{"AccessKeyId":"A","RawSecretAccessKey":"s"}}',
    want: '{"XksProxyAuthenticationCredential":{"AccessKeyId":"***","RawSecretAccessKey":"***"}}',
  },
])("the request $text is shown as $want", ({ text, want }) => {
  expect(requestWithoutSecrets(text)).toBe(want);
});

test.each([
  { value: '"c2VjcmV0"', pointer: "/Plaintext", want: '"***"' },
  { value: "32 bytes", pointer: "/Plaintext", want: "32 bytes" },
  { value: '"c2VjcmV0"', pointer: "/KeyId", want: '"c2VjcmV0"' },
  { value: '"{\\"Plaintext\\":\\"c2VjcmV0\\"}"', pointer: undefined, want: '"{\\"Plaintext\\":"***"}"' },
])("the finding $value at $pointer is shown as $want", ({ value, pointer, want }) => {
  expect(secretFree(value, pointer)).toBe(want);
});
