import type { AlgorithmSpec, CreateKeyRequest } from "../../../generated/types";
import { defineState, inKeyState } from "../define-state";
import { type NewMaterial, newBytes, newEllipticKey, newRsaKey } from "../wrap-material";
import { DAY, HMAC, importInto, KEY_WRAP, makeExternal, OAEP, wrap } from "./imported-material";

/** A key of a kind, with material of it wrapped. */
function wrappedFor<const Name extends string>(
  name: Name,
  request: CreateKeyRequest,
  make: () => NewMaterial,
  algorithm: AlgorithmSpec,
) {
  return defineState({
    name,
    gives: ["key", "importToken", "wrapped", "targetTime"],
    setup: async (api) => {
      const key = await makeExternal(api, request);
      return { key, ...(await wrap(api, key, make(), algorithm)) };
    },
  });
}

const ELLIPTIC = { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" } as const;
const RSA = { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" } as const;

/** A key with an imported private key. */
function importedPair<const Name extends string>(name: Name, request: CreateKeyRequest, make: () => NewMaterial) {
  return defineState({
    name,
    gives: ["key", "publicKeyOfMaterial"],
    setup: async (api) => {
      const key = await makeExternal(api, request);
      const material = make();
      await importInto(api, key, await wrap(api, key, material, KEY_WRAP));
      return { key, publicKeyOfMaterial: material.publicKey ?? "" };
    },
  });
}

/** Keys of each kind without material or with it, and what their imports need. */
export const KINDS_OF_MATERIAL = [
  inKeyState(
    "PendingImport",
    defineState({
      name: "an HMAC key without its imported material",
      gives: ["key"],
      setup: async (api) => ({ key: await makeExternal(api, HMAC) }),
    }),
  ),
  wrappedFor("a symmetric key, and material for it", {}, () => newBytes(32), OAEP),
  wrappedFor("an HMAC key, and material for it", HMAC, () => newBytes(32), OAEP),
  wrappedFor("an elliptic curve key, and material for it", ELLIPTIC, newEllipticKey, KEY_WRAP),
  wrappedFor("an elliptic curve key, and material for it by OAEP", ELLIPTIC, newEllipticKey, OAEP),
  wrappedFor("an RSA key, and material for it", RSA, newRsaKey, KEY_WRAP),
  wrappedFor("a symmetric key, and material that is too short for it", {}, () => newBytes(31), OAEP),
  wrappedFor("an elliptic curve key, and material that is no private key", ELLIPTIC, () => newBytes(64), KEY_WRAP),
  importedPair("an imported elliptic curve key", ELLIPTIC, newEllipticKey),
  importedPair("an imported RSA key", RSA, newRsaKey),
  defineState({
    name: "a symmetric key, and material for another key",
    gives: ["key", "importToken", "wrapped"],
    setup: async (api) => ({ key: await makeExternal(api), ...(await wrap(api, await makeExternal(api))) }),
  }),
  defineState({
    name: "a symmetric key, and material wrapped 24 hours ago",
    gives: ["key", "importToken", "wrapped"],
    setup: async (api) => {
      const key = await makeExternal(api);
      const parameters = await wrap(api, key);
      await api.clock?.advance(DAY * 1000 + 1000);
      return { key, ...parameters };
    },
  }),
] as const;
