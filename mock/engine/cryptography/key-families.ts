import { type AsymmetricCryptography, type KeyPair, type KeyPairSpec, PAIR_SEED, type RandomBytes } from "./asymmetric";
import { byteStream } from "./byte-stream";
import { toHex } from "./bytes";
import type { Cryptography } from "./cryptography";
import { Remembered } from "./remembered";

/** The specs whose keys are of one kind. What a family has no use for is left out. */
export interface KeyFamily {
  /** The pair that follows from a stream: the same bytes give the same pair. */
  keyPair(spec: KeyPairSpec, random: RandomBytes): KeyPair;
  importedPair(spec: KeyPairSpec, privateKey: Uint8Array): KeyPair | undefined;
  sign?: AsymmetricCryptography["sign"];
  verify?: AsymmetricCryptography["verify"];
  sharedSecret?: AsymmetricCryptography["sharedSecret"];
  encapsulate?: AsymmetricCryptography["encapsulate"];
  decapsulate?: AsymmetricCryptography["decapsulate"];
}

/** What the algorithms of key pairs are put together from. */
export interface KeyFamilies {
  readonly rsa: KeyFamily & Pick<AsymmetricCryptography, "encryptOaep" | "decryptOaep">;
  readonly ec: KeyFamily;
  readonly ed25519: KeyFamily;
  readonly mlDsa: KeyFamily;
  readonly mlKem: KeyFamily;
}

const FAMILIES: Readonly<Record<KeyPairSpec, keyof KeyFamilies>> = {
  RSA_2048: "rsa",
  RSA_3072: "rsa",
  RSA_4096: "rsa",
  ECC_NIST_P256: "ec",
  ECC_NIST_P384: "ec",
  ECC_NIST_P521: "ec",
  ECC_SECG_P256K1: "ec",
  ECC_NIST_EDWARDS25519: "ed25519",
  ML_DSA_44: "mlDsa",
  ML_DSA_65: "mlDsa",
  ML_DSA_87: "mlDsa",
  ML_KEM_512: "mlKem",
  ML_KEM_768: "mlKem",
  ML_KEM_1024: "mlKem",
};

/** Pairs that are remembered: of RSA with 4096 bits, all take some 3 MB. */
const PAIRS = 1024;

/** Whether there is an implementation of a spec. */
export function isKeyPairSpec(spec: string): spec is KeyPairSpec {
  return Object.hasOwn(FAMILIES, spec);
}

/**
 * The algorithms of key pairs, by those of the families: finds the family of a spec, and remembers the pairs of seeds.
 * @param hashes what streams are made with.
 */
export function createAsymmetric(
  hashes: Pick<Cryptography, "hmac">,
  families: KeyFamilies,
  unwrapPadded: AsymmetricCryptography["unwrapPadded"],
): AsymmetricCryptography {
  const pairs = new Remembered<KeyPair>(PAIRS);
  const familyOf = (spec: KeyPairSpec): KeyFamily => families[FAMILIES[spec]];
  return {
    keyPair: (spec, seed) => {
      if (seed.length !== PAIR_SEED) throw new Error(`The seed of a key pair has ${PAIR_SEED} bytes.`);
      const make = () => familyOf(spec).keyPair(spec, byteStream(hashes, seed, `pair ${spec}`));
      return pairs.of(`${spec} ${toHex(seed)}`, make);
    },
    importedPair: (spec, privateKey) => familyOf(spec).importedPair(spec, privateKey),
    sign: (signing, ...rest) => able(signing.spec, familyOf(signing.spec).sign)(signing, ...rest),
    verify: (signing, ...rest) => able(signing.spec, familyOf(signing.spec).verify)(signing, ...rest),
    encryptOaep: families.rsa.encryptOaep,
    decryptOaep: families.rsa.decryptOaep,
    sharedSecret: (spec, ...rest) => able(spec, familyOf(spec).sharedSecret)(spec, ...rest),
    encapsulate: (spec, ...rest) => able(spec, familyOf(spec).encapsulate)(spec, ...rest),
    decapsulate: (spec, ...rest) => able(spec, familyOf(spec).decapsulate)(spec, ...rest),
    unwrapPadded,
  };
}

function able<Does>(spec: KeyPairSpec, does: Does | undefined): Does {
  if (does === undefined) throw new Error(`A key of ${spec} cannot do this.`);
  return does;
}
