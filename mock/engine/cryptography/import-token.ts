import type { AlgorithmSpec } from "../../../generated/types";
import { joined, utf8 } from "./bytes";
import type { Cryptography } from "./cryptography";
import { derivedBytes } from "./derived-bytes";
import type { RsaWrappingSpec } from "./wrapping-keys";

/** The wrapping algorithms that there are keys for. */
export type RsaWrappingAlgorithm = Exclude<AlgorithmSpec, "RSAES_PKCS1_V1_5" | "SM2PKE">;

/** What an import token says: how the material was wrapped, and until when it may come. */
export interface ImportParameters {
  readonly algorithm: RsaWrappingAlgorithm;
  readonly spec: RsaWrappingSpec;
  /** Epoch milliseconds. */
  readonly expires: number;
  /** The private wrapping key, as DER of PKCS#8. */
  readonly privateKey: Uint8Array;
}

/** The key that a token is for. */
export interface TokenKey {
  /** Tokens of one Region are of no use in another. */
  readonly arn: string;
  readonly keyId: string;
  /** As {@link "./derived-bytes"} has it. */
  readonly seed: string | undefined;
}

/** The randomness of one token, in bytes: the nonce. */
export const TOKEN_RANDOM = 12;

/** How tokens of AWS begin (a documented sample), and the version of the layout. */
const BEGINNING = Uint8Array.of(1, 1, 2, 1);
const ALGORITHMS = [
  "RSAES_OAEP_SHA_1",
  "RSAES_OAEP_SHA_256",
  "RSA_AES_KEY_WRAP_SHA_1",
  "RSA_AES_KEY_WRAP_SHA_256",
] as const satisfies readonly RsaWrappingAlgorithm[];
const SPECS = ["RSA_2048", "RSA_3072", "RSA_4096"] as const satisfies readonly RsaWrappingSpec[];
/** Algorithm, spec, and six bytes of the moment. */
const HEAD = 8;

/**
 * The import token of a key: all that the import needs, sealed by a key that follows from the key's seed. So nothing has to be
 * remembered, and a token outlives a restart. The layout is in docs/decisions/0023-import-tokens.md.
 * @param nonce {@link TOKEN_RANDOM} random bytes.
 */
export function makeImportToken(
  cryptography: Cryptography,
  key: TokenKey,
  { algorithm, spec, expires, privateKey }: ImportParameters,
  nonce: Uint8Array,
): Uint8Array {
  const moment = Array.from({ length: 6 }, (_, i) => Math.floor(expires / 256 ** (5 - i)) % 256);
  const head = Uint8Array.of(ALGORITHMS.indexOf(algorithm), SPECS.indexOf(spec), ...moment);
  const sealed = cryptography.seal(sealingKey(cryptography, key), nonce, bound(key), joined(head, privateKey));
  return joined(BEGINNING, nonce, sealed);
}

/** What a token says; undefined where it is none, was changed, or is one of another key. */
export function readImportToken(
  cryptography: Cryptography,
  key: TokenKey,
  token: Uint8Array,
): ImportParameters | undefined {
  if (!BEGINNING.every((byte, i) => token[i] === byte)) return undefined;
  const nonce = token.slice(BEGINNING.length, BEGINNING.length + TOKEN_RANDOM);
  if (nonce.length < TOKEN_RANDOM) return undefined;
  const sealed = token.subarray(BEGINNING.length + TOKEN_RANDOM);
  const opened = cryptography.open(sealingKey(cryptography, key), nonce, bound(key), sealed);
  const algorithm = ALGORITHMS[opened?.[0] ?? -1];
  const spec = SPECS[opened?.[1] ?? -1];
  if (!opened || !algorithm || !spec) return undefined;
  const expires = opened.subarray(2, HEAD).reduce((moment, byte) => moment * 256 + byte, 0);
  return { algorithm, spec, expires, privateKey: opened.slice(HEAD) };
}

function sealingKey(cryptography: Cryptography, { seed, keyId }: TokenKey): Uint8Array {
  return derivedBytes(cryptography, { seed, keyId, materialId: "" }, "import-token", 32);
}

function bound({ arn }: TokenKey): Uint8Array {
  return joined(BEGINNING, utf8(arn));
}
