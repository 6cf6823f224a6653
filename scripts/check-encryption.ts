import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CreateKeyCommand,
  EnableKeyRotationCommand,
  GetPublicKeyCommand,
  type KeySpec,
  type KeyUsageType,
  KMSClient,
  ReplicateKeyCommand,
} from "@aws-sdk/client-kms";
import { Command } from "commander";
import { HOME } from "../mock/engine/locality";
import { type RunningMock, runMock } from "../mock/server/run-mock";
import { reportProblem } from "../openapi/dialect/problems";
import { CheckCount } from "./further/check-count";
import { encryptionSdkClient } from "./further/encryption/aws-encryption-sdk";
import { nodeClients, pythonWithEncryptionSdk, sopsProgram } from "./further/encryption/installed";
import {
  ethereumSignerFindsItself,
  solanaSignatureChecksOffline,
  tokenChecksOffline,
} from "./further/encryption/signers";

const OTHER_REGION = "eu-west-1";
const TEXT = "The quick brown fox jumps over the lazy dog.";

/** Has programs and libraries of others encrypt and sign with the mock, over a rotation and in two Regions. */
async function main(): Promise<void> {
  const { install } = new Command("npm run check:encryption --")
    .description("Check the mock with programs and libraries of others that encrypt and sign with KMS.")
    .option("--install", "only install them, once: to build sops takes minutes", false)
    .parse()
    .opts<{ install: boolean }>();
  const load = nodeClients();
  const python = pythonWithEncryptionSdk();
  const sops = sopsProgram();
  if (install) return;
  const folder = mkdtempSync(path.join(tmpdir(), "trent-encryption-"));
  const mock = await runMock({ host: "127.0.0.1", port: 0, ...HOME, logLevel: "silent", corsOrigin: [] });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_KMS: mock.url,
    AWS_REGION: HOME.region,
    AWS_DEFAULT_REGION: HOME.region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  const checks = new CheckCount();
  try {
    await encryptionSdks(checks, mock, encryptionSdkClient(load), python);
    if (sops === undefined) process.stdout.write("     sops is not checked: install Go 1.26 or later to build it\n");
    else await secretFile(checks, mock, sops, folder);
    await signers(checks, mock, load);
  } finally {
    await mock.close();
    rmSync(folder, { recursive: true });
  }
  checks.finish();
}

/** The AWS Encryption SDK in two languages, each reading the other's messages. */
async function encryptionSdks(
  checks: CheckCount,
  mock: RunningMock,
  javascript: ReturnType<typeof encryptionSdkClient>,
  python: string,
): Promise<void> {
  const script = path.join(__dirname, "further", "encryption", "messages.py");
  const inPython = (input: Uint8Array, ...args: readonly string[]) => pipe(python, [script, ...args], input);
  const { here, there } = await multiRegionKey(mock);
  const byJavaScript = await javascript.encrypt(here, TEXT, { purpose: "check" });
  const byPython = await inPython(Buffer.from(TEXT), "encrypt", here, "purpose=check");
  const isRead = async (message: Uint8Array, keyArn: string) => {
    same(await javascript.decrypt(keyArn, message), TEXT);
    same((await inPython(message, "decrypt", keyArn)).toString(), TEXT);
  };
  await checks.check("AWS Encryption SDK for JavaScript: its message is read by both", () =>
    isRead(byJavaScript, here),
  );
  await checks.check("AWS Encryption SDK for Python: its message is read by both", () => isRead(byPython, here));
  await mock.control?.clock.move({ days: 366 });
  await checks.check("after four rotations both messages are read by both", async () => {
    await isRead(byJavaScript, here);
    await isRead(byPython, here);
  });
  await checks.check("in the other Region the replica reads them", () => isRead(byJavaScript, there));
  await checks.check("a changed message is refused", async () => {
    const changed = Buffer.from(byJavaScript);
    changed[100] = (changed[100] ?? 0) ^ 1;
    await refused(() => javascript.decrypt(here, changed));
  });
}

/** A file of secrets with sops: encrypted, rotated, edited. */
async function secretFile(checks: CheckCount, mock: RunningMock, sops: string, folder: string): Promise<void> {
  const { here } = await multiRegionKey(mock);
  const file = path.join(folder, "secrets.yaml");
  const run = (...args: readonly string[]) => pipe(sops, args, Buffer.alloc(0), folder);
  await checks.check("sops: encrypts a file", async () => {
    writeFileSync(file, `password: ${TEXT}\n`);
    await run("encrypt", "--kms", here, "--encryption-context", "app:check", "--in-place", file);
    if (readFileSync(file, "utf8").includes(TEXT)) throw new Error("the text is still in it");
  });
  await checks.check("sops: decrypts it", async () =>
    same((await run("decrypt", file)).toString(), `password: ${TEXT}\n`),
  );
  await checks.check("sops: rotates its data key after a year, and edits it", async () => {
    await mock.control?.clock.move({ days: 366 });
    await run("rotate", "--in-place", file);
    await run("set", file, '["password"]', '"another"');
    same((await run("decrypt", file)).toString(), "password: another\n");
  });
  await checks.check("sops: another encryption context is refused", async () => {
    const other = path.join(folder, "other.yaml");
    writeFileSync(other, readFileSync(file, "utf8").replace("app: check", "app: other"));
    await refused(() => run("decrypt", other));
  });
}

async function signers(checks: CheckCount, mock: RunningMock, load: NodeJS.Require): Promise<void> {
  const client = clientOf(mock);
  const keyOf = async (KeySpec: KeySpec, KeyUsage: KeyUsageType = "SIGN_VERIFY") =>
    (await client.send(new CreateKeyCommand({ KeySpec, KeyUsage }))).KeyMetadata?.KeyId ?? "";
  await checks.check("aws-kms-signer: an Ethereum signature leads back to its address", async () =>
    same(await ethereumSignerFindsItself(load, await keyOf("ECC_SECG_P256K1")), true),
  );
  await checks.check("jwt-on-kms: a token by RSA-PSS checks offline, a changed one does not", async () => {
    const { whole, changed } = await tokenChecksOffline(load, await keyOf("RSA_2048"));
    same(whole, true);
    same(changed, false);
  });
  await checks.check("@solana/keychain-aws-kms: a signature by Ed25519 checks offline", async () => {
    const KeyId = await keyOf("ECC_NIST_EDWARDS25519");
    const { PublicKey = new Uint8Array() } = await client.send(new GetPublicKeyCommand({ KeyId }));
    same(await solanaSignatureChecksOffline(load, KeyId, PublicKey), true);
  });
}

/** A key that rotates each 90 days, with a replica in the other Region: their ARNs. */
async function multiRegionKey(mock: RunningMock): Promise<{ readonly here: string; readonly there: string }> {
  const client = clientOf(mock);
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ MultiRegion: true }));
  const KeyId = KeyMetadata?.KeyId;
  await client.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
  const { ReplicaKeyMetadata } = await client.send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: OTHER_REGION }));
  await mock.control?.clock.move({ seconds: 60 });
  return { here: KeyMetadata?.Arn ?? "", there: ReplicaKeyMetadata?.Arn ?? "" };
}

function clientOf({ url }: RunningMock): KMSClient {
  return new KMSClient({
    endpoint: url,
    region: HOME.region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
}

/** Gives a program its input, without blocking this process, which serves the mock. @throws Error with what it complained of. */
function pipe(program: string, args: readonly string[], input: Uint8Array, cwd?: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { encoding: "buffer", timeout: 60_000, ...(cwd !== undefined && { cwd }) } as const;
    const child = execFile(program, [...args], options, (error, stdout, stderr) =>
      error ? reject(new Error(stderr.toString().trim().split("\n").at(-1) ?? error.message)) : resolve(stdout),
    );
    child.stdin?.end(input);
  });
}

async function refused(act: () => Promise<unknown>): Promise<void> {
  const outcome = await act().then(
    () => "accepted",
    () => "refused",
  );
  same(outcome, "refused");
}

function same(is: unknown, wanted: unknown): void {
  if (is !== wanted) throw new Error(`${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`);
}

main().catch((error: unknown) => {
  reportProblem(error);
  process.exitCode = 1;
});
