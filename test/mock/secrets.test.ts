import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { call, memoryLog, send, startTestMock } from "./running";

/** The secrets of a store, each of a kind that occurs nowhere else. */
const PASSWORD = "Pa55word-of-kmsuser-7f3a";
const SECRET = "Xk5S3cretXk5S3cretXk5S3cretXk5S3cretXk5S3cretA=";
const CREDENTIAL = { AccessKeyId: "ABCDE23456723EXAMPLE", RawSecretAccessKey: SECRET };
const HSM = {
  CustomKeyStoreName: "ExampleKeyStore",
  CloudHsmClusterId: "cluster-2a3b4cdefgh",
  TrustAnchorCertificate: "-----BEGIN CERTIFICATE-----",
  KeyStorePassword: PASSWORD,
};
const XKS = {
  CustomKeyStoreName: "ExampleExternalKeyStore",
  CustomKeyStoreType: "EXTERNAL_KEY_STORE",
  XksProxyConnectivity: "PUBLIC_ENDPOINT",
  XksProxyUriEndpoint: "https://another.xks.example.com",
  XksProxyUriPath: "/kms/xks/v1",
  XksProxyAuthenticationCredential: CREDENTIAL,
};
const FIXTURE_STORE = "cks-5555567890abcdef0";

/** Requests that carry a secret, in its place and in others, those that succeed and those that are refused. */
const REQUESTS: readonly (readonly [what: string, operation: string, body: object])[] = [
  ["a store", "CreateCustomKeyStore", HSM],
  ["an external store", "CreateCustomKeyStore", XKS],
  ["one that is refused", "CreateCustomKeyStore", HSM],
  ["a password", "UpdateCustomKeyStore", { CustomKeyStoreId: FIXTURE_STORE, KeyStorePassword: PASSWORD }],
  ["a password too long", "CreateCustomKeyStore", { ...HSM, KeyStorePassword: PASSWORD.repeat(3) }],
  ["a password of a wrong type", "CreateCustomKeyStore", { ...HSM, KeyStorePassword: { value: PASSWORD } }],
  ["a password in a list", "CreateCustomKeyStore", { ...HSM, KeyStorePassword: [PASSWORD] }],
  ["a password in another case", "CreateCustomKeyStore", { ...HSM, keyStorePassword: PASSWORD }],
  [
    "a secret too long",
    "CreateCustomKeyStore",
    { ...XKS, XksProxyAuthenticationCredential: { ...CREDENTIAL, RawSecretAccessKey: SECRET.repeat(2) } },
  ],
  [
    "a secret with a wrong character",
    "CreateCustomKeyStore",
    { ...XKS, XksProxyAuthenticationCredential: { ...CREDENTIAL, RawSecretAccessKey: `${SECRET}!` } },
  ],
  [
    "a secret without its name",
    "CreateCustomKeyStore",
    { ...XKS, XksProxyAuthenticationCredential: { RawSecretAccessKey: SECRET } },
  ],
  ["a secret for its structure", "CreateCustomKeyStore", { ...XKS, XksProxyAuthenticationCredential: SECRET }],
  ["a secret in a list", "CreateCustomKeyStore", { ...XKS, XksProxyAuthenticationCredential: [CREDENTIAL] }],
  [
    "another operation's",
    "UpdateCustomKeyStore",
    { CustomKeyStoreId: "cks-0", XksProxyAuthenticationCredential: CREDENTIAL },
  ],
];

/** The bytes of the secrets as they could appear: plain, in base64 and in hexadecimal. */
const FORMS = [PASSWORD, SECRET].flatMap((secret) => {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString("base64").slice(0, -4), bytes.toString("hex")];
});
const found = (text: string) => FORMS.filter((form) => text.includes(form));

test("no secret of a custom key store is in an answer, log, journal, event, state or file", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "trent-secrets-"));
  const state = path.join(folder, "state.json.gz");
  const log = memoryLog();
  const mock = await startTestMock({ stateless: false, state, explain: true }, log);
  const places: Record<string, string> = {};
  const seen: Record<string, number> = {};
  try {
    for (const [what, operation, body] of REQUESTS) {
      const { status, headers, bytes } = await call(mock.url, operation, body);
      seen[what] = status;
      places[`the answer to ${what}`] = JSON.stringify(headers) + bytes.toString("utf8");
    }
    places.description = (await call(mock.url, "DescribeCustomKeyStores", {})).bytes.toString("utf8");
    for (const name of ["state", "events", "requests", "revision"])
      places[name] = (await send(mock.url, "GET", `/_trent/${name}`, {})).bytes.toString("utf8");
    expect(places.requests).toContain("UpdateCustomKeyStore");
    expect(places.events).toContain("CreateCustomKeyStore");
    expect(places.description).toContain("ExampleExternalKeyStore");
  } finally {
    await mock.close();
  }
  places.log = log.lines.join("");
  places.file = readFileSync(state).toString("utf8");
  rmSync(folder, { recursive: true });
  expect(places.file).toContain("ExampleKeyStore");
  expect(seen).toMatchObject({
    "a store": 200,
    "an external store": 200,
    "a password": 200,
    "a secret for its structure": 400,
  });
  const leaks = Object.entries(places).flatMap(([place, text]) => found(text).map((form) => `${place}: ${form}`));
  expect(leaks).toEqual([]);
});

test.each([
  [
    "KeyStorePassword",
    { ...HSM, KeyStorePassword: "short" },
    "Value at 'keyStorePassword' failed to satisfy constraint: Member must have length greater than or equal to 7",
  ],
  [
    "RawSecretAccessKey",
    { ...XKS, XksProxyAuthenticationCredential: { AccessKeyId: CREDENTIAL.AccessKeyId } },
    "Value at 'xksProxyAuthenticationCredential.rawSecretAccessKey' failed to satisfy constraint: Member must not be null",
  ],
])("the text of a broken constraint leaves the value of %s out", async (_, body, text) => {
  const mock = await startTestMock();
  const { bytes } = await call(mock.url, "CreateCustomKeyStore", body);
  await mock.close();
  expect(JSON.parse(bytes.toString("utf8"))).toEqual({
    __type: "ValidationException",
    message: `1 validation error detected: ${text}`,
  });
});
