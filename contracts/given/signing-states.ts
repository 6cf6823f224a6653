import { createHash } from "node:crypto";
import type { KeySpec, MessageType, SigningAlgorithmSpec } from "../../generated/types";
import { defineState, required, type StateApi } from "./define-state";
import { makeAlias, makeKey } from "./key-states";
import { muOf } from "./mu-of";

/** What the states sign and make MACs of, in base64. */
export const MESSAGE = Buffer.from("trent-contract message").toString("base64");

/** One way to sign: an algorithm and a message type. */
export interface WayToSign {
  readonly algorithm: SigningAlgorithmSpec;
  readonly messageType: MessageType;
}

const both = (algorithm: SigningAlgorithmSpec): WayToSign[] => [
  { algorithm, messageType: "RAW" },
  { algorithm, messageType: "DIGEST" },
];

const RSA = (["PKCS1_V1_5", "PSS"] as const).flatMap((padding) =>
  (["256", "384", "512"] as const).flatMap((bits) => both(`RSASSA_${padding}_SHA_${bits}`)),
);
const ED25519: WayToSign[] = [
  { algorithm: "ED25519_SHA_512", messageType: "RAW" },
  { algorithm: "ED25519_PH_SHA_512", messageType: "DIGEST" },
];
const ML_DSA: WayToSign[] = [
  { algorithm: "ML_DSA_SHAKE_256", messageType: "RAW" },
  { algorithm: "ML_DSA_SHAKE_256", messageType: "EXTERNAL_MU" },
];

/** The specs of keys that sign, and all ways in which each does. */
export const WAYS_TO_SIGN = {
  RSA_2048: RSA,
  RSA_3072: RSA,
  RSA_4096: RSA,
  ECC_NIST_P256: both("ECDSA_SHA_256"),
  ECC_NIST_P384: both("ECDSA_SHA_384"),
  ECC_NIST_P521: both("ECDSA_SHA_512"),
  ECC_SECG_P256K1: both("ECDSA_SHA_256"),
  ECC_NIST_EDWARDS25519: ED25519,
  ML_DSA_44: ML_DSA,
  ML_DSA_65: ML_DSA,
  ML_DSA_87: ML_DSA,
} as const satisfies Partial<Record<KeySpec, readonly WayToSign[]>>;

/** A spec of keys that sign. */
export type SigningSpec = keyof typeof WAYS_TO_SIGN;

/** The specs of keys that sign. */
export const SIGNING_SPECS = Object.keys(WAYS_TO_SIGN) as SigningSpec[];

/** The message as a request carries it: itself, its hash, or its mu under a public key. */
export function messageAs({ algorithm, messageType }: WayToSign, message: string, publicKey: string): string {
  const bytes = Buffer.from(message, "base64");
  if (messageType === "RAW") return message;
  if (messageType === "EXTERNAL_MU") return muOf(Buffer.from(publicKey, "base64"), bytes).toString("base64");
  const hash = createHash(`sha${/\d+$/.exec(algorithm)?.[0]}`);
  return hash.update(bytes).digest("base64");
}

/** How the signatures of a state are named. */
export function wayName({ algorithm, messageType }: WayToSign): string {
  return `${algorithm} ${messageType}`;
}

function signed<const Spec extends SigningSpec>(spec: Spec) {
  return defineState({
    name: `signatures by ${spec}` as const,
    gives: ["key", "publicKey", "signatures"],
    shareable: "always",
    setup: async (api: StateApi) => {
      const key = await makeKey(api, { KeySpec: spec, KeyUsage: "SIGN_VERIFY" });
      const publicKey = required((await api.call("GetPublicKey", { KeyId: key.id })).PublicKey, "PublicKey");
      const signatures: Record<string, string> = {};
      for (const way of WAYS_TO_SIGN[spec]) {
        const { algorithm: SigningAlgorithm, messageType: MessageType } = way;
        const Message = messageAs(way, MESSAGE, publicKey);
        const answer = await api.call("Sign", { KeyId: key.id, Message, MessageType, SigningAlgorithm });
        signatures[wayName(way)] = required(answer.Signature, "Signature");
      }
      return { key, publicKey, signatures };
    },
  });
}

/** Keys with signatures in each way that they sign. */
export const SIGNING_STATES = [
  defineState({
    name: "a signature, and an alias of its key",
    gives: ["key", "signatures", "alias", "aliasArn"],
    shareable: "always",
    setup: async (api) => {
      const key = await makeKey(api, { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
      const request = { KeyId: key.id, Message: MESSAGE, SigningAlgorithm: "ECDSA_SHA_256" } as const;
      const signature = required((await api.call("Sign", request)).Signature, "Signature");
      return { key, signatures: { "ECDSA_SHA_256 RAW": signature }, ...(await makeAlias(api, key)) };
    },
  }),
  signed("RSA_2048"),
  signed("RSA_3072"),
  signed("RSA_4096"),
  signed("ECC_NIST_P256"),
  signed("ECC_NIST_P384"),
  signed("ECC_NIST_P521"),
  signed("ECC_SECG_P256K1"),
  signed("ECC_NIST_EDWARDS25519"),
  signed("ML_DSA_44"),
  signed("ML_DSA_65"),
  signed("ML_DSA_87"),
] as const;
