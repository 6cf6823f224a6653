import type { AlgorithmSpec, CreateKeyRequest, ImportKeyMaterialRequest } from "../../generated/types";
import { NotTestable } from "../suite-errors";
import { type KeyHandle, otherRegion } from "./case-world";
import { defineState, inKeyState, required, type StateApi } from "./define-state";
import { encrypted } from "./encryption-states";
import { makeKey, SHORTEST_WINDOW } from "./key-states";
import { type NewMaterial, newBytes, newEllipticKey, newRsaKey, wrapMaterial } from "./wrap-material";

const DAY = 86_400;
const FOREVER = { ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" } as const;
const OAEP = "RSAES_OAEP_SHA_256";
const KEY_WRAP = "RSA_AES_KEY_WRAP_SHA_256";

/** What an import needs, and the time of the target, in epoch seconds. */
interface Wrapped {
  readonly importToken: string;
  readonly wrapped: string;
  readonly targetTime: number;
}

const makeExternal = (api: StateApi, request: CreateKeyRequest = {}) =>
  makeKey(api, { ...request, Origin: "EXTERNAL" });

/** Wraps material for a key. */
async function wrap(
  api: StateApi,
  { id, region }: KeyHandle,
  material: NewMaterial = newBytes(32),
  WrappingAlgorithm: AlgorithmSpec = OAEP,
): Promise<Wrapped> {
  const request = { KeyId: id, WrappingAlgorithm, WrappingKeySpec: "RSA_2048" } as const;
  const answer = await api.call("GetParametersForImport", request, region);
  return {
    importToken: required(answer.ImportToken, "ImportToken"),
    wrapped: wrapMaterial(WrappingAlgorithm, required(answer.PublicKey, "PublicKey"), material.bytes),
    targetTime: timeOf(required(answer.ParametersValidTo, "ParametersValidTo")) - DAY,
  };
}

/** The last second that a request can name: of the year 9999. */
const LATEST = 253_402_300_799;

/** A time as the target gives it, in epoch seconds. @throws NotTestable where no request could name it. */
function timeOf(value: unknown): number {
  const seconds = Number(value);
  if (seconds > 0 && seconds < LATEST) return seconds;
  throw new NotTestable(`ParametersValidTo is no time: ${value}`);
}

/** Imports material into a key. @returns the id of the material, where the answer has one */
async function importInto(
  api: StateApi,
  key: KeyHandle,
  { importToken, wrapped }: Wrapped,
  more: Partial<ImportKeyMaterialRequest> = FOREVER,
): Promise<string | undefined> {
  const request = { KeyId: key.id, ImportToken: importToken, EncryptedKeyMaterial: wrapped, ...more };
  return (await api.call("ImportKeyMaterial", request, key.region)).KeyMaterialId;
}

/** A symmetric key with material. */
async function imported(api: StateApi, request: CreateKeyRequest = {}) {
  const key = await makeExternal(api, request);
  const material = newBytes(32);
  const parameters = await wrap(api, key, material);
  const materialId = required(await importInto(api, key, parameters), "KeyMaterialId");
  return { key, material, materialId, ...parameters };
}

/** The same, with new material that waits for its rotation. */
async function waiting(api: StateApi) {
  const { key, materialId } = await imported(api);
  const fresh = { ...FOREVER, ImportType: "NEW_KEY_MATERIAL" } as const;
  const newMaterialId = required(await importInto(api, key, await wrap(api, key), fresh), "KeyMaterialId");
  return { key, materialId, newMaterialId };
}

/** The same, after the rotation. */
async function rotated(api: StateApi) {
  const given = await waiting(api);
  const KeyId = given.key.id;
  await api.call("RotateKeyOnDemand", { KeyId });
  await api.until(`${KeyId} has its new material`, async () => {
    const { KeyMetadata } = await api.call("DescribeKey", { KeyId });
    return KeyMetadata?.CurrentKeyMaterialId === given.newMaterialId;
  });
  return given;
}

const erase = (api: StateApi, { id }: KeyHandle, KeyMaterialId?: string) =>
  api.call("DeleteImportedKeyMaterial", { KeyId: id, ...(KeyMaterialId !== undefined && { KeyMaterialId }) });

const schedule = (api: StateApi, { id }: KeyHandle) =>
  api.call("ScheduleKeyDeletion", { KeyId: id, PendingWindowInDays: SHORTEST_WINDOW });

/** A primary with imported material, and a replica that waits for it. */
async function replicated(api: StateApi) {
  const given = await imported(api, { MultiRegion: true });
  const region = otherRegion(api.location);
  await api.call("ReplicateKey", { KeyId: given.key.id, ReplicaRegion: region });
  const replica = { ...given.key, region, arn: given.key.arn.replace(`:${given.key.region}:`, `:${region}:`) };
  return { ...given, replica };
}

async function settled(api: StateApi) {
  const given = await replicated(api);
  const { id, region } = given.replica;
  await api.until(`the key ${id} in ${region} is PendingImport`, async () => {
    const { KeyMetadata } = await api.call("DescribeKey", { KeyId: id }, region);
    return KeyMetadata?.KeyState === "PendingImport";
  });
  return given;
}

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

const HMAC = { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" } as const;
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

/** Keys with imported material, and what their imports need. */
export const IMPORT_STATES = [
  inKeyState(
    "PendingImport",
    defineState({
      name: "a ciphertext of a key whose imported material was deleted",
      gives: ["key", "ciphertext"],
      setup: async (api) => {
        const { key } = await imported(api);
        const ciphertext = await encrypted(api, key);
        await erase(api, key);
        return { key, ciphertext };
      },
    }),
  ),
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
  defineState({
    name: "imported material",
    gives: ["key", "importToken", "wrapped", "materialId", "targetTime"],
    setup: imported,
  }),
  defineState({
    name: "imported HMAC material",
    gives: ["key", "importToken", "wrapped"],
    setup: async (api) => {
      const key = await makeExternal(api, HMAC);
      const parameters = await wrap(api, key);
      await importInto(api, key, parameters);
      return { key, ...parameters };
    },
  }),
  defineState({
    name: "imported material, and other material for the key",
    gives: ["key", "importToken", "wrapped", "materialId"],
    setup: async (api) => {
      const { key, materialId } = await imported(api);
      return { key, materialId, ...(await wrap(api, key)) };
    },
  }),
  defineState({
    name: "imported material that expires in a day",
    gives: ["key", "validTo"],
    setup: async (api) => {
      const key = await makeExternal(api);
      const parameters = await wrap(api, key);
      const validTo = Math.floor(parameters.targetTime) + DAY;
      await importInto(api, key, parameters, { ValidTo: validTo });
      return { key, validTo };
    },
  }),
  defineState({
    name: "imported material that has expired",
    gives: ["key", "materialId"],
    setup: async (api) => {
      const key = await makeExternal(api);
      const parameters = await wrap(api, key);
      const ValidTo = Math.floor(parameters.targetTime) + DAY;
      const materialId = required(await importInto(api, key, parameters, { ValidTo }), "KeyMaterialId");
      await api.clock?.advance((DAY + 1) * 1000);
      return { key, materialId };
    },
  }),
  defineState({
    name: "imported material with a description, imported again",
    gives: ["key"],
    setup: async (api) => {
      const key = await makeExternal(api);
      const parameters = await wrap(api, key);
      await importInto(api, key, parameters, { ...FOREVER, KeyMaterialDescription: "from the contract suite" });
      await importInto(api, key, parameters);
      return { key };
    },
  }),
  defineState({
    name: "imported material that was deleted",
    gives: ["key", "importToken", "wrapped", "materialId", "targetTime"],
    setup: async (api) => {
      const given = await imported(api);
      await erase(api, given.key);
      return given;
    },
  }),
  defineState({
    name: "imported material that was deleted and imported again",
    gives: ["key", "materialId"],
    setup: async (api) => {
      const { key, materialId, material } = await imported(api);
      await erase(api, key);
      await importInto(api, key, await wrap(api, key, material));
      return { key, materialId };
    },
  }),
  defineState({
    name: "imported material that was deleted, and other material for the key",
    gives: ["key", "importToken", "wrapped"],
    setup: async (api) => {
      const { key } = await imported(api);
      await erase(api, key);
      return { key, ...(await wrap(api, key)) };
    },
  }),
  defineState({
    name: "new imported material that waits",
    gives: ["key", "materialId", "newMaterialId"],
    setup: waiting,
  }),
  defineState({
    name: "new imported material that waits, and a third for the key",
    gives: ["key", "importToken", "wrapped", "newMaterialId"],
    setup: async (api) => {
      const { key, newMaterialId } = await waiting(api);
      return { key, newMaterialId, ...(await wrap(api, key)) };
    },
  }),
  defineState({
    name: "new imported material that waited and was deleted",
    gives: ["key", "materialId"],
    setup: async (api) => {
      const given = await waiting(api);
      await erase(api, given.key, given.newMaterialId);
      return given;
    },
  }),
  defineState({
    name: "a rotation to new imported material",
    gives: ["key", "materialId", "newMaterialId"],
    slow: true,
    setup: rotated,
  }),
  defineState({
    name: "a rotation to new imported material, and the former one deleted",
    gives: ["key", "newMaterialId"],
    slow: true,
    setup: async (api) => {
      const given = await rotated(api);
      await erase(api, given.key, given.materialId);
      return given;
    },
  }),
  inKeyState(
    "PendingDeletion",
    defineState({
      name: "imported material, and the key pending deletion",
      gives: ["key", "importToken", "wrapped", "materialId"],
      setup: async (api) => {
        const given = await imported(api);
        await schedule(api, given.key);
        return given;
      },
    }),
  ),
  defineState({
    name: "imported material deleted, and the key pending deletion",
    gives: ["key"],
    setup: async (api) => {
      const { key } = await imported(api);
      await schedule(api, key);
      await erase(api, key);
      return { key };
    },
  }),
  inKeyState(
    "Creating",
    defineState({
      name: "a replica for imported material that is being made",
      gives: ["key"],
      slow: true,
      shareable: "never",
      setup: async (api) => ({ key: (await replicated(api)).replica }),
    }),
  ),
  inKeyState(
    "Updating",
    defineState({
      name: "a primary with imported material that just gave up its place",
      gives: ["key"],
      slow: true,
      shareable: "never",
      setup: async (api) => {
        const { key, replica, material } = await settled(api);
        await importInto(api, replica, await wrap(api, replica, material));
        await api.call("UpdatePrimaryRegion", { KeyId: key.id, PrimaryRegion: replica.region });
        return { key };
      },
    }),
  ),
  defineState({
    name: "a replica without its imported material, and other material for it",
    gives: ["key", "importToken", "wrapped"],
    slow: true,
    setup: async (api) => {
      const { replica } = await settled(api);
      return { key: replica, ...(await wrap(api, replica)) };
    },
  }),
  defineState({
    name: "new imported material that waits for a replica",
    gives: ["key"],
    slow: true,
    setup: async (api) => {
      const { key } = await settled(api);
      await importInto(api, key, await wrap(api, key), { ...FOREVER, ImportType: "NEW_KEY_MATERIAL" });
      return { key };
    },
  }),
] as const;
