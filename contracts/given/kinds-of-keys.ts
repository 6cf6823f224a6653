import type { CreateKeyRequest } from "../../generated/types";
import { defineState, inKeyState, type StateApi } from "./define-state";
import { makeAlias, makeKey, SHORTEST_WINDOW } from "./key-states";
import { mustBeCreating, replicated } from "./multi-region-states";

/** A key of one kind in each key state in which it cannot be used. */
function unusable<const Kind extends string>(kind: Kind, request: CreateKeyRequest) {
  const changed = (change: (api: StateApi, KeyId: string) => Promise<unknown>) => async (api: StateApi) => {
    const key = await makeKey(api, request);
    await change(api, key.id);
    return { key };
  };
  return [
    inKeyState(
      "Disabled",
      defineState({
        name: `a disabled ${kind}` as const,
        gives: ["key"],
        setup: changed((api, KeyId) => api.call("DisableKey", { KeyId })),
      }),
    ),
    inKeyState(
      "PendingDeletion",
      defineState({
        name: `a deleted ${kind}` as const,
        gives: ["key"],
        setup: changed((api, KeyId) =>
          api.call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: SHORTEST_WINDOW }),
        ),
      }),
    ),
    defineState({
      name: `a replica of an ${kind} that is being made` as const,
      keyState: "Creating",
      gives: ["key"],
      slow: true,
      shareable: "never",
      setup: async (api) => {
        const { replica } = await replicated(api, request);
        await mustBeCreating(api, replica);
        return { key: replica };
      },
    }),
  ] as const;
}

/** A key of one kind with an alias. */
function aliased<const Kind extends string>(kind: Kind, request: CreateKeyRequest) {
  return defineState({
    name: `an ${kind} with an alias` as const,
    gives: ["key", "alias", "aliasArn"],
    setup: async (api) => {
      const key = await makeKey(api, request);
      return { key, ...(await makeAlias(api, key)) };
    },
  });
}

/** A key of one kind that waits for its imported material. */
function withoutMaterial<const Kind extends string>(kind: Kind, request: CreateKeyRequest) {
  return inKeyState(
    "PendingImport",
    defineState({
      name: `an ${kind} without its imported material` as const,
      gives: ["key"],
      setup: async (api) => ({ key: await makeKey(api, { ...request, Origin: "EXTERNAL" }) }),
    }),
  );
}

const HMAC = { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" } as const;
const SIGNING = { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" } as const;
const AGREEMENT = { KeySpec: "ECC_NIST_P256", KeyUsage: "KEY_AGREEMENT" } as const;
const ML_KEM = { KeySpec: "ML_KEM_512", KeyUsage: "ENCAPSULATE_DECAPSULATE" } as const;

/** Keys that make MACs, sign, agree on secrets or encapsulate them, in each state. */
export const KINDS_OF_KEYS = [
  ...unusable("HMAC key", HMAC),
  aliased("HMAC key", HMAC),
  withoutMaterial("HMAC key", HMAC),
  ...unusable("elliptic curve key", SIGNING),
  aliased("elliptic curve key", SIGNING),
  withoutMaterial("elliptic curve key", SIGNING),
  defineState({
    name: "a key agreement key",
    gives: ["key"],
    setup: async (api) => ({ key: await makeKey(api, AGREEMENT) }),
  }),
  ...unusable("agreement key", AGREEMENT),
  aliased("agreement key", AGREEMENT),
  withoutMaterial("agreement key", AGREEMENT),
  defineState({
    name: "an ML-KEM key",
    gives: ["key"],
    setup: async (api) => ({ key: await makeKey(api, ML_KEM) }),
  }),
  ...unusable("ML-KEM key", ML_KEM),
  aliased("ML-KEM key", ML_KEM),
] as const;
