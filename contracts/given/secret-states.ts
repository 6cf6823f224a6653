import { NotApplicable } from "../suite-errors";
import { defineState, required, type StateApi } from "./define-state";
import { makeAlias, makeKey } from "./key-states";
import { MESSAGE } from "./signing-states";

/** The specs of HMAC keys, with the one algorithm of each and its length in bytes. */
export const MAC_SPECS = [
  { spec: "HMAC_224", algorithm: "HMAC_SHA_224", length: 28 },
  { spec: "HMAC_256", algorithm: "HMAC_SHA_256", length: 32 },
  { spec: "HMAC_384", algorithm: "HMAC_SHA_384", length: 48 },
  { spec: "HMAC_512", algorithm: "HMAC_SHA_512", length: 64 },
] as const;

type MacSpec = (typeof MAC_SPECS)[number];

/** A key, and the MAC that it made of {@link MESSAGE}. */
async function keyWithMac(api: StateApi, spec: MacSpec["spec"], MacAlgorithm: MacSpec["algorithm"]) {
  const key = await makeKey(api, { KeySpec: spec, KeyUsage: "GENERATE_VERIFY_MAC" });
  const answer = await api.call("GenerateMac", { KeyId: key.id, Message: MESSAGE, MacAlgorithm });
  return { key, mac: required(answer.Mac, "Mac") };
}

function mac<const Spec extends MacSpec["spec"]>(spec: Spec, MacAlgorithm: MacSpec["algorithm"]) {
  return defineState({
    name: `a MAC by ${spec}` as const,
    gives: ["key", "mac"],
    shareable: "always",
    setup: (api) => keyWithMac(api, spec, MacAlgorithm),
  });
}

const macWithAlias = defineState({
  name: "a MAC, and an alias of its key",
  gives: ["key", "mac", "alias", "aliasArn"],
  shareable: "always",
  setup: async (api) => {
    const given = await keyWithMac(api, "HMAC_256", "HMAC_SHA_256");
    return { ...given, ...(await makeAlias(api, given.key)) };
  },
});

/** The curves of key agreement, and the bytes of their secrets. */
export const AGREEMENT_SPECS = [
  { spec: "ECC_NIST_P256", length: 32 },
  { spec: "ECC_NIST_P384", length: 48 },
  { spec: "ECC_NIST_P521", length: 66 },
] as const;

function agreement<const Spec extends (typeof AGREEMENT_SPECS)[number]["spec"]>(spec: Spec) {
  return defineState({
    name: `a secret of two keys of ${spec}` as const,
    gives: ["key", "publicKey", "peerPublicKey", "secret"],
    shareable: "always",
    setup: async (api) => {
      const request = { KeySpec: spec, KeyUsage: "KEY_AGREEMENT" } as const;
      const [key, peer] = [await makeKey(api, request), await makeKey(api, request)];
      const [mine, theirs] = [
        await api.call("GetPublicKey", { KeyId: key.id }),
        await api.call("GetPublicKey", { KeyId: peer.id }),
      ];
      const publicKey = required(mine.PublicKey, "PublicKey");
      const derived = await api.call("DeriveSharedSecret", {
        KeyId: peer.id,
        KeyAgreementAlgorithm: "ECDH",
        PublicKey: publicKey,
      });
      return {
        key,
        publicKey,
        peerPublicKey: required(theirs.PublicKey, "PublicKey"),
        secret: required(derived.SharedSecret, "SharedSecret"),
      };
    },
  });
}

/** The specs of ML-KEM keys, and the bytes of an encapsulated secret. */
export const KEM_SPECS = [
  { spec: "ML_KEM_512", length: 768 },
  { spec: "ML_KEM_768", length: 1088 },
  { spec: "ML_KEM_1024", length: 1568 },
] as const;

function encapsulated<const Spec extends (typeof KEM_SPECS)[number]["spec"]>(spec: Spec) {
  return defineState({
    name: `a secret encapsulated by ${spec}` as const,
    gives: ["key", "secret", "encapsulated"],
    shareable: "always",
    setup: async (api) => {
      const key = await makeKey(api, { KeySpec: spec, KeyUsage: "ENCAPSULATE_DECAPSULATE" });
      const answer = await api.call("Encapsulate", { KeyId: key.id, EncapsulationAlgorithm: "ML_KEM" });
      return {
        key,
        secret: required(answer.SharedSecret, "SharedSecret"),
        encapsulated: required(answer.SharedSecretCiphertextBlob, "SharedSecretCiphertextBlob"),
      };
    },
  });
}

/** The encryption context of the data key pairs. */
export const PAIR_CONTEXT = { purpose: "trent-contract" };

const PAIR = { KeyPairSpec: "ECC_NIST_P256", EncryptionContext: PAIR_CONTEXT } as const;

/** A key with a data key pair that it encrypted. */
const dataKeyPair = defineState({
  name: "a data key pair",
  gives: ["key", "publicKey", "materialId", "ciphertext", "plaintext"],
  setup: async (api) => {
    const key = await makeKey(api);
    const answer = await api.call("GenerateDataKeyPair", { KeyId: key.id, ...PAIR });
    const { KeyMetadata } = await api.call("DescribeKey", { KeyId: key.id });
    return {
      key,
      publicKey: required(answer.PublicKey, "PublicKey"),
      materialId: required(KeyMetadata?.CurrentKeyMaterialId, "CurrentKeyMaterialId"),
      ciphertext: required(answer.PrivateKeyCiphertextBlob, "PrivateKeyCiphertextBlob"),
      plaintext: required(answer.PrivateKeyPlaintext, "PrivateKeyPlaintext"),
    };
  },
});

const hiddenPair = defineState({
  name: "a data key pair without its private key",
  gives: ["key", "publicKey", "ciphertext"],
  setup: async (api) => {
    const key = await makeKey(api);
    const answer = await api.call("GenerateDataKeyPairWithoutPlaintext", { KeyId: key.id, ...PAIR });
    return {
      key,
      publicKey: required(answer.PublicKey, "PublicKey"),
      ciphertext: required(answer.PrivateKeyCiphertextBlob, "PrivateKeyCiphertextBlob"),
    };
  },
});

const outsideChina = defineState({
  name: "a key outside the China Regions",
  gives: ["key"],
  shareable: "always",
  setup: async (api) => {
    if (api.location.partition === "aws-cn") throw new NotApplicable("the target is in a China Region");
    return { key: await makeKey(api) };
  },
});

/** MACs, shared secrets, and a data key pair. */
export const SECRET_STATES = [
  macWithAlias,
  mac("HMAC_224", "HMAC_SHA_224"),
  mac("HMAC_256", "HMAC_SHA_256"),
  mac("HMAC_384", "HMAC_SHA_384"),
  mac("HMAC_512", "HMAC_SHA_512"),
  agreement("ECC_NIST_P256"),
  agreement("ECC_NIST_P384"),
  agreement("ECC_NIST_P521"),
  encapsulated("ML_KEM_512"),
  encapsulated("ML_KEM_768"),
  encapsulated("ML_KEM_1024"),
  dataKeyPair,
  hiddenPair,
  outsideChina,
] as const;
