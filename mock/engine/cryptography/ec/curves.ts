import { p256, p384, p521 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import type { KeyPairSpec } from "../asymmetric";
import type { HashName } from "../cryptography";

/** A curve of ECDSA and ECDH. */
export interface Curve {
  /** The content of its object identifier, in hexadecimal digits. */
  readonly id: string;
  /** The bytes of a scalar, and of a coordinate. */
  readonly size: number;
  /** The hash of its signatures. */
  readonly hash: HashName;
  readonly noble: typeof p256;
}

const CURVES: Partial<Readonly<Record<KeyPairSpec, Curve>>> = {
  ECC_NIST_P256: { id: "2a8648ce3d030107", size: 32, hash: "SHA-256", noble: p256 },
  ECC_NIST_P384: { id: "2b81040022", size: 48, hash: "SHA-384", noble: p384 },
  ECC_NIST_P521: { id: "2b81040023", size: 66, hash: "SHA-512", noble: p521 },
  ECC_SECG_P256K1: { id: "2b8104000a", size: 32, hash: "SHA-256", noble: secp256k1 },
};

/** The curve of a spec. @throws Error where it has none. */
export function curveOf(spec: KeyPairSpec): Curve {
  const curve = CURVES[spec];
  if (!curve) throw new Error(`${spec} has no curve of ECDSA.`);
  return curve;
}

/** A point without compression; undefined where the bytes are no point of the curve. */
export function uncompressed({ noble }: Curve, point: Uint8Array): Uint8Array | undefined {
  try {
    return noble.Point.fromBytes(point).toBytes(false);
  } catch {
    return undefined;
  }
}
