import type {
  CustomerMasterKeySpec,
  EncryptionAlgorithmSpec,
  KeyMetadata,
  KeySpec,
  KeyUsageType,
  MacAlgorithmSpec,
  SigningAlgorithmSpec,
} from "../../../generated/types";

/** What one key spec can be used for, and with which algorithms. */
interface SpecAlgorithms {
  readonly encryption?: readonly EncryptionAlgorithmSpec[];
  readonly signing?: readonly SigningAlgorithmSpec[];
  readonly mac?: readonly MacAlgorithmSpec[];
  readonly agreement?: true;
  readonly encapsulation?: true;
}

const RSA: SpecAlgorithms = {
  encryption: ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"],
  signing: [
    "RSASSA_PKCS1_V1_5_SHA_256",
    "RSASSA_PKCS1_V1_5_SHA_384",
    "RSASSA_PKCS1_V1_5_SHA_512",
    "RSASSA_PSS_SHA_256",
    "RSASSA_PSS_SHA_384",
    "RSASSA_PSS_SHA_512",
  ],
};
const ML_DSA: SpecAlgorithms = { signing: ["ML_DSA_SHAKE_256"] };
const ML_KEM: SpecAlgorithms = { encapsulation: true };

/** Every key spec. Documented: the model's text on KeyUsage and KeySpec; the algorithm lists as DescribeKey shows them. */
const KINDS: Readonly<Record<KeySpec, SpecAlgorithms>> = {
  SYMMETRIC_DEFAULT: { encryption: ["SYMMETRIC_DEFAULT"] },
  RSA_2048: RSA,
  RSA_3072: RSA,
  RSA_4096: RSA,
  ECC_NIST_P256: { signing: ["ECDSA_SHA_256"], agreement: true },
  ECC_NIST_P384: { signing: ["ECDSA_SHA_384"], agreement: true },
  ECC_NIST_P521: { signing: ["ECDSA_SHA_512"], agreement: true },
  ECC_SECG_P256K1: { signing: ["ECDSA_SHA_256"] },
  ECC_NIST_EDWARDS25519: { signing: ["ED25519_SHA_512", "ED25519_PH_SHA_512"] },
  HMAC_224: { mac: ["HMAC_SHA_224"] },
  HMAC_256: { mac: ["HMAC_SHA_256"] },
  HMAC_384: { mac: ["HMAC_SHA_384"] },
  HMAC_512: { mac: ["HMAC_SHA_512"] },
  SM2: { encryption: ["SM2PKE"], signing: ["SM2DSA"], agreement: true },
  ML_DSA_44: ML_DSA,
  ML_DSA_65: ML_DSA,
  ML_DSA_87: ML_DSA,
  ML_KEM_512: ML_KEM,
  ML_KEM_768: ML_KEM,
  ML_KEM_1024: ML_KEM,
};

/** The names of all key specs. */
export const KEY_SPECS = Object.keys(KINDS);

/** Whether a key of the spec can have the usage. */
export function fits(spec: KeySpec, usage: KeyUsageType): boolean {
  return Object.keys(algorithms(spec, usage)).length > 0;
}

/** The algorithms of a key's one usage, as a member of its metadata; recorded: those of other usages are absent (docs/evidence/keys-and-metadata.md#members-by-kind). */
export function algorithms(spec: KeySpec, usage: KeyUsageType): Partial<KeyMetadata> {
  const kind = KINDS[spec];
  switch (usage) {
    case "ENCRYPT_DECRYPT":
      return kind.encryption ? { EncryptionAlgorithms: [...kind.encryption] } : {};
    case "SIGN_VERIFY":
      return kind.signing ? { SigningAlgorithms: [...kind.signing] } : {};
    case "GENERATE_VERIFY_MAC":
      return kind.mac ? { MacAlgorithms: [...kind.mac] } : {};
    case "KEY_AGREEMENT":
      return kind.agreement ? { KeyAgreementAlgorithms: ["ECDH"] } : {};
    case "ENCAPSULATE_DECAPSULATE":
      return kind.encapsulation ? { EncapsulationAlgorithms: ["ML_KEM"] } : {};
  }
}

/** Specs that came after the deprecated member was closed: the model's enum of CustomerMasterKeySpec has none of them. */
const NEWER = /^(?:ML_|ECC_NIST_EDWARDS)/;

/** The deprecated twin of KeySpec, in each answer that its enum allows. Recorded for the older specs, else inferred. */
export function twinOf(spec: KeySpec): { CustomerMasterKeySpec?: CustomerMasterKeySpec } {
  return NEWER.test(spec) ? {} : { CustomerMasterKeySpec: spec as CustomerMasterKeySpec };
}

/** The three families that an alias cannot move between (model documentation of UpdateAlias). */
export function aliasFamilyOf(spec: KeySpec): "symmetric" | "hmac" | "asymmetric" {
  if (spec === "SYMMETRIC_DEFAULT") return "symmetric";
  return spec.startsWith("HMAC_") ? "hmac" : "asymmetric";
}

/** The bytes of the hash of an HMAC key's spec, which has its bits in its name: as many as the key's material has. */
export function hmacLength(spec: KeySpec): number {
  return Number(/^HMAC_(\d+)$/.exec(spec)?.[1]) / 8;
}
