import {
  constants,
  createCipheriv,
  generateKeyPairSync,
  type KeyPairKeyObjectResult,
  publicEncrypt,
  randomBytes,
} from "node:crypto";
import type { AlgorithmSpec } from "../../generated/types";
import { NotTestable } from "../suite-errors";

/** The initial value of AES key wrap with padding (RFC 5649). */
const PADDED_WRAP = Buffer.from("a65959a6", "hex");

/**
 * Key material, wrapped as the service asks for it (docs/evidence/imports.md#wrapped-material).
 * @param publicKey the wrapping key as the answer has it: DER of X.509 SubjectPublicKeyInfo in base64.
 * @returns base64, as it goes on the wire.
 * @throws NotTestable where the target gave no public key.
 */
export function wrapMaterial(algorithm: AlgorithmSpec, publicKey: string, material: Uint8Array): string {
  if (!algorithm.startsWith("RSA_AES")) return oaep(algorithm, publicKey, material).toString("base64");
  const key = randomBytes(32);
  const cipher = createCipheriv("id-aes256-wrap-pad", key, PADDED_WRAP);
  const wrapped = Buffer.concat([cipher.update(material), cipher.final()]);
  return Buffer.concat([oaep(algorithm, publicKey, key), wrapped]).toString("base64");
}

function oaep(algorithm: AlgorithmSpec, publicKey: string, plaintext: Uint8Array): Buffer {
  const key = { key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" } as const;
  const oaepHash = algorithm.endsWith("_SHA_1") ? "sha1" : "sha256";
  try {
    return publicEncrypt({ ...key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, plaintext);
  } catch (error) {
    throw new NotTestable(
      `the wrapping key of the answer cannot be used: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Key material, and the public key that belongs to it where it is a private key: DER, in base64. */
export interface NewMaterial {
  readonly bytes: Uint8Array;
  readonly publicKey?: string;
}

/** So many random bytes. */
export function newBytes(length: number): NewMaterial {
  return { bytes: randomBytes(length) };
}

/** An elliptic curve key of P-256. */
export function newEllipticKey(): NewMaterial {
  return pairOf(generateKeyPairSync("ec", { namedCurve: "P-256" }));
}

/** An RSA key of 2048 bits. */
export function newRsaKey(): NewMaterial {
  return pairOf(generateKeyPairSync("rsa", { modulusLength: 2048 }));
}

function pairOf({ publicKey, privateKey }: KeyPairKeyObjectResult): NewMaterial {
  return {
    bytes: privateKey.export({ type: "pkcs8", format: "der" }),
    publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
  };
}
