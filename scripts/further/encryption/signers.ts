import { createPublicKey, verify as verifyOffline } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Signs a hash as Ethereum does, and says whether the signature leads back to the key's own address. */
export async function ethereumSignerFindsItself(load: NodeJS.Require, keyId: string): Promise<boolean> {
  const { KmsSigner } = load("aws-kms-signer") as {
    readonly KmsSigner: new (
      keyId: string,
    ) => {
      getAddress(): Promise<{ toString(): string }>;
      sign(
        digest: Uint8Array,
      ): Promise<{ readonly r: Buffer; readonly s: Buffer; readonly v: number; isCompatibleEip2(): boolean }>;
    };
  };
  const { ecdsaRecover } = load("secp256k1") as {
    ecdsaRecover(signature: Uint8Array, v: number, digest: Uint8Array, compressed: boolean): Uint8Array;
  };
  const signer = new KmsSigner(keyId);
  const digest = Buffer.alloc(32, 7);
  // It looks for the recovery that gives its address, and throws where none does: then something else was signed.
  const { r, s, v } = await signer.sign(digest);
  const recovered = ecdsaRecover(Buffer.concat([r, s]), v - 27, digest, false);
  return recovered.length === 65 && (await signer.getAddress()).toString().startsWith("0x");
}

/** Signs a token by RSA-PSS, which the same package checks offline with the public key. */
export async function tokenChecksOffline(
  load: NodeJS.Require,
  keyId: string,
): Promise<{ whole: boolean; changed: boolean }> {
  const { sign, verify } = load("jwt-on-kms") as {
    sign(payload: object, keyId: string): Promise<string>;
    verify(token: string, keyId: string): Promise<{ readonly isValid: boolean }>;
  };
  const token = await sign({ hello: "world" }, keyId);
  const [head = "", , signature = ""] = token.split(".");
  const other = [head, Buffer.from('{"hello":"mars"}').toString("base64url"), signature].join(".");
  return { whole: (await verify(token, keyId)).isValid, changed: (await verify(other, keyId)).isValid };
}

/**
 * Signs a message as Solana does, by a key of Ed25519, and checks it offline.
 * @param publicKey DER of SubjectPublicKeyInfo.
 */
export async function solanaSignatureChecksOffline(
  load: NodeJS.Require,
  keyId: string,
  publicKey: Uint8Array,
): Promise<boolean> {
  const { AwsKmsSigner } = (await import(pathToFileURL(moduleFile(load)).href)) as {
    readonly AwsKmsSigner: new (
      config: object,
    ) => {
      signMessages(messages: readonly object[]): Promise<readonly Readonly<Record<string, Uint8Array>>[]>;
    };
  };
  const { getAddressDecoder } = load("@solana/addresses") as {
    getAddressDecoder(): { decode(bytes: Uint8Array): string };
  };
  const raw = publicKey.subarray(-32);
  const signer = new AwsKmsSigner({ keyId, publicKey: getAddressDecoder().decode(raw) });
  const content = Buffer.from("a message");
  const [signatures = {}] = await signer.signMessages([{ content }]);
  const [signature] = Object.values(signatures);
  const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
  return signature !== undefined && verifyOffline(null, content, key, signature);
}

/** The module of the Solana signer: it is for `import` alone, which looks from this file. */
function moduleFile(load: NodeJS.Require): string {
  const [folder = ""] = load.resolve.paths("@solana/keychain-aws-kms") ?? [];
  return path.join(folder, "@solana", "keychain-aws-kms", "dist", "index.js");
}
