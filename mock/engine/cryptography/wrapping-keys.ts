import { type KeyPair, PAIR_SEED, type RandomBytes } from "./asymmetric";
import type { Cryptography } from "./cryptography";

/** The specs of wrapping keys that there is an encryption for: not SM2. */
export type RsaWrappingSpec = "RSA_2048" | "RSA_3072" | "RSA_4096";

/**
 * The wrapping key pairs of a process: one for each spec, made when it is first asked for, since that takes up to seconds. KMS
 * makes a new pair for each call. Which pair was used is in the import token, so that none has to be remembered
 * (docs/decisions/0023-import-tokens.md).
 */
export class WrappingKeys {
  readonly #pairs = new Map<RsaWrappingSpec, KeyPair>();

  /** @param random what the seeds of the pairs are drawn from. */
  constructor(private readonly random: RandomBytes) {}

  /** The pair of a spec. */
  pair(cryptography: Cryptography, spec: RsaWrappingSpec): KeyPair {
    const made = this.#pairs.get(spec) ?? cryptography.keyPair(spec, this.random(PAIR_SEED));
    this.#pairs.set(spec, made);
    return made;
  }
}
