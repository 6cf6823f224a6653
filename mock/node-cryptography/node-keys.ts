import type { KeyObject, PublicKeyInput } from "node:crypto";
import { binaryText } from "../engine/cryptography/bytes";
import { Remembered } from "../engine/cryptography/remembered";
import type { NodeCrypto } from "./node-cryptography";

/** Node takes any bytes here; its declarations name Buffer alone, which a page does not have. */
export type DerInput = Exclude<PublicKeyInput["key"], string>;

/** Keys that are remembered: OpenSSL holds some 10 kB for each. */
const KEYS = 256;

/** Node's own form of keys, by their DER. Both throw where OpenSSL cannot read it. */
export interface NodeKeys {
  publicKey(der: Uint8Array): KeyObject;
  privateKey(der: Uint8Array): KeyObject;
}

/** Reads keys, and remembers the most recent ones: to read one takes as long as to sign with some. */
export function createNodeKeys(node: NodeCrypto): NodeKeys {
  const keys = new Remembered<KeyObject>(KEYS);
  return {
    publicKey: (der) =>
      keys.of(binaryText(der), () => node.createPublicKey({ key: der as DerInput, format: "der", type: "spki" })),
    privateKey: (der) =>
      keys.of(binaryText(der), () => node.createPrivateKey({ key: der as DerInput, format: "der", type: "pkcs8" })),
  };
}
