import nodeCrypto from "node:crypto";
import type { KeyPair, KeyPairSpec, RandomBytes } from "../../mock/engine/cryptography/asymmetric";
import { byteStream } from "../../mock/engine/cryptography/byte-stream";
import { fromBase64, fromHex } from "../../mock/engine/cryptography/bytes";
import { createPortableCryptography } from "../../mock/engine/cryptography/portable/portable-cryptography";
import { createNodeCryptography } from "../../mock/node-cryptography/node-cryptography";
import rsaKeys from "./rsa-keys.vectors.json";

export const NODE = createNodeCryptography(nodeCrypto);
export const PORTABLE = createPortableCryptography();

/** What makes, and what reads: each by each. */
export const BOTH_WAYS = [
  ["node:crypto", "the portable one", NODE, PORTABLE],
  ["the portable one", "node:crypto", PORTABLE, NODE],
  ["node:crypto", "itself", NODE, NODE],
  ["the portable one", "itself", PORTABLE, PORTABLE],
] as const;

export const SPECS: readonly KeyPairSpec[] = [
  "RSA_2048",
  "RSA_3072",
  "RSA_4096",
  "ECC_NIST_P256",
  "ECC_NIST_P384",
  "ECC_NIST_P521",
  "ECC_SECG_P256K1",
  "ECC_NIST_EDWARDS25519",
  "ML_DSA_44",
  "ML_DSA_65",
  "ML_DSA_87",
  "ML_KEM_512",
  "ML_KEM_768",
  "ML_KEM_1024",
];

/** The seed of the pairs that tests use. */
export const SEED = fromHex("7e".repeat(64));

/** The pair of {@link SEED}. That it is, key-pairs.test.ts tests; those of RSA are costly, so they stand in a file. */
export function pairOf(spec: KeyPairSpec): KeyPair {
  if (spec !== "RSA_2048" && spec !== "RSA_3072" && spec !== "RSA_4096") return NODE.keyPair(spec, SEED);
  const pair = NODE.importedPair(spec, fromBase64(rsaKeys[spec].join("")));
  if (!pair) throw new Error(`The key of ${spec} is damaged.`);
  return pair;
}

/** Random bytes that are the same in each run. */
export function repeatable(purpose: string): RandomBytes {
  return byteStream(NODE, SEED, purpose);
}
