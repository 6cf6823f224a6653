import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { MockProcess } from "../mock/child";
import { call, json } from "../mock/running";

const PLAINTEXTS = ["first-plaintext-8c1f", "second-plaintext-77d0", "third-plaintext-02be", "of-rsa-plaintext-5e9a"];
const base64 = (text: string) => Buffer.from(text).toString("base64");

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-"));
  file = path.join(folder, "state.json");
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = () => new MockProcess(["--port", "0", "--state", file, "--log-level", "debug"]);

type Members = Record<string, string> & { KeyMetadata?: { KeyId: string } };

async function asked(url: string, operation: string, body: object): Promise<Members> {
  const answered = await call(url, operation, body);
  expect({ operation, status: answered.status, body: answered.status === 200 || json(answered) }).toMatchObject({
    status: 200,
  });
  return answered.bytes.length === 0 ? {} : (json(answered) as Members);
}

/** The text of a part of the control interface. */
const controlOf = async (url: string, part: string) => (await fetch(`${url}/_trent/${part}`)).text();

async function aYearLater(url: string): Promise<void> {
  const { now } = JSON.parse(await controlOf(url, "clock")) as { now: string };
  const to = new Date(Date.parse(now) + 366 * 86_400_000).toISOString();
  const body = JSON.stringify({ now: to });
  const moved = await fetch(`${url}/_trent/clock`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body,
  });
  expect(moved.status).toBe(200);
}

/** Resolves when the file holds what was done last. */
async function isWritten(word: string): Promise<void> {
  const held = () => {
    try {
      return readFileSync(file, "utf8").includes(word);
    } catch {
      return false; // There is no file yet.
    }
  };
  while (!held()) await delay(20);
}

test("every ciphertext opens after kill -9 and a restart, and no output but the state file shows a plaintext", async () => {
  const first = start();
  const url = await first.listening();
  const id = async (body: object) => (await asked(url, "CreateKey", body)).KeyMetadata?.KeyId ?? "";
  const [symmetric, rsa] = [await id({}), await id({ KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" })];
  const encrypt = (KeyId: string, text: string, more: object = {}) =>
    asked(url, "Encrypt", { KeyId, Plaintext: base64(text), ...more });
  const OAEP = { EncryptionAlgorithm: "RSAES_OAEP_SHA_256" };
  const made = [{ text: PLAINTEXTS[0]!, answer: await encrypt(symmetric, PLAINTEXTS[0]!), more: {} }];
  await asked(url, "EnableKeyRotation", { KeyId: symmetric, RotationPeriodInDays: 90 });
  await aYearLater(url);
  made.push({ text: PLAINTEXTS[1]!, answer: await encrypt(symmetric, PLAINTEXTS[1]!), more: {} });
  const context = { EncryptionContext: { purpose: "restart" } };
  made.push({ text: PLAINTEXTS[2]!, answer: await encrypt(symmetric, PLAINTEXTS[2]!, context), more: context });
  made.push({
    text: PLAINTEXTS[3]!,
    answer: await encrypt(rsa, PLAINTEXTS[3]!, OAEP),
    more: { ...OAEP, KeyId: rsa },
  });
  const dataKey = await asked(url, "GenerateDataKey", { KeyId: symmetric, KeySpec: "AES_256" });
  const pair = await asked(url, "GenerateDataKeyPair", { KeyId: symmetric, KeyPairSpec: "ECC_NIST_P256" });
  const rotations = await asked(url, "ListKeyRotations", { KeyId: symmetric });
  expect(rotations.Rotations).toHaveLength(4);
  await asked(url, "TagResource", { KeyId: symmetric, Tags: [{ TagKey: "the-last-change", TagValue: "" }] });
  await isWritten("the-last-change");
  const shown = [await controlOf(url, "requests"), await controlOf(url, "events")];
  const killed = await first.end("SIGKILL");
  expect(killed.signal).toBe("SIGKILL");

  const second = start();
  const again = await second.listening();
  const decrypt = (body: object) => asked(again, "Decrypt", body);
  for (const { text, answer, more } of made)
    expect((await decrypt({ CiphertextBlob: answer.CiphertextBlob, ...more })).Plaintext).toBe(base64(text));
  expect((await decrypt({ CiphertextBlob: dataKey.CiphertextBlob })).Plaintext).toBe(dataKey.Plaintext);
  expect((await decrypt({ CiphertextBlob: pair.PrivateKeyCiphertextBlob })).Plaintext).toBe(pair.PrivateKeyPlaintext);
  shown.push(await controlOf(again, "requests"), await controlOf(again, "events"));
  const ended = await second.end();

  const outputs = [...shown, killed.stdout, killed.stderr, ended.stdout, ended.stderr].join("\n");
  const secrets = [
    ...PLAINTEXTS.map((text) => Buffer.from(text)),
    ...[dataKey.Plaintext, pair.PrivateKeyPlaintext].map((text) => Buffer.from(String(text), "base64")),
  ];
  // Else nothing would have been searched.
  expect(outputs).toContain("Decrypt");
  expect(killed.stderr).toContain("Encrypt");
  const forms = secrets.flatMap((bytes) => [
    bytes.toString("latin1"),
    bytes.toString("hex"),
    bytes.toString("base64").replace(/=+$/, ""),
  ]);
  expect(forms.filter((form) => outputs.toLowerCase().includes(form.toLowerCase()))).toEqual([]);
  // The file has what opens them, but no plaintext.
  const kept = readFileSync(file, "utf8");
  expect(forms.filter((form) => kept.includes(form))).toEqual([]);
}, 60_000);
