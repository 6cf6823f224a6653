import { createCipheriv, createDecipheriv, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { OperationBody } from "./call";

/** One call that encrypts or signs, and the same cryptography without a mock. */
export interface CryptographicCall extends OperationBody {
  readonly keySpec: string;
  /** What the call is about, by `node:crypto` alone: once. */
  readonly bare: () => unknown;
}

/** Answers calls: a server, or a mock in this process. */
export type Ask = <Answer>(called: OperationBody) => Promise<Answer>;

/** What is encrypted and signed: 32 bytes, which is the length of a data key. */
const MESSAGE = Buffer.alloc(32, "trent");

/** Makes the keys that the calls need, and the calls. The material of the keys is made by then. */
export async function cryptographicCalls(ask: Ask): Promise<readonly CryptographicCall[]> {
  const symmetric = await keyOf(ask, "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT");
  const encrypt = { operation: "Encrypt", body: { KeyId: symmetric, Plaintext: MESSAGE.toString("base64") } };
  const { CiphertextBlob } = await ask<{ CiphertextBlob: string }>(encrypt);
  const aes = bareAes();
  return [
    { ...encrypt, keySpec: "SYMMETRIC_DEFAULT", bare: aes.seal },
    { operation: "Decrypt", body: { CiphertextBlob }, keySpec: "SYMMETRIC_DEFAULT", bare: aes.open },
    {
      operation: "GenerateDataKey",
      body: { KeyId: symmetric, KeySpec: "AES_256" },
      keySpec: "SYMMETRIC_DEFAULT",
      bare: aes.sealRandom,
    },
    await signCall(ask, "ECC_NIST_P256", "ECDSA_SHA_256", generateKeyPairSync("ec", { namedCurve: "P-256" })),
    await signCall(ask, "RSA_2048", "RSASSA_PKCS1_V1_5_SHA_256", generateKeyPairSync("rsa", { modulusLength: 2048 })),
  ];
}

async function keyOf(ask: Ask, KeySpec: string, KeyUsage: string): Promise<string> {
  const made = await ask<{ KeyMetadata: { KeyId: string } }>({ operation: "CreateKey", body: { KeySpec, KeyUsage } });
  return made.KeyMetadata.KeyId;
}

async function signCall(
  ask: Ask,
  keySpec: string,
  SigningAlgorithm: string,
  { privateKey }: { readonly privateKey: KeyObject },
): Promise<CryptographicCall> {
  const KeyId = await keyOf(ask, keySpec, "SIGN_VERIFY");
  const body = { KeyId, Message: MESSAGE.toString("base64"), SigningAlgorithm };
  const call = { operation: "Sign", body, keySpec, bare: () => sign("sha256", MESSAGE, privateKey) };
  await ask(call);
  return call;
}

/** AES-256-GCM under one key, with a fresh nonce for each message. */
function bareAes() {
  const key = randomBytes(32);
  const seal = (message: Buffer) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    return { nonce, sealed: Buffer.concat([cipher.update(message), cipher.final()]), tag: cipher.getAuthTag() };
  };
  const { nonce, sealed, tag } = seal(MESSAGE);
  const open = () => {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 });
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  };
  return { seal: () => seal(MESSAGE), open, sealRandom: () => seal(randomBytes(32)) };
}
