import type { AlgorithmSpec, CreateKeyRequest, ImportKeyMaterialRequest } from "../../../generated/types";
import { NotTestable } from "../../suite-errors";
import { type KeyHandle, otherRegion } from "../case-world";
import { required, type StateApi } from "../define-state";
import { makeKey, SHORTEST_WINDOW } from "../key-states";
import { type NewMaterial, newBytes, wrapMaterial } from "../wrap-material";

/** In seconds. */
export const DAY = 86_400;
/** An import of material that does not expire. */
export const FOREVER = { ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" } as const;
/** The wrapping algorithm of short material. */
export const OAEP = "RSAES_OAEP_SHA_256";
/** The wrapping algorithm of private keys, which are too long for the other. */
export const KEY_WRAP = "RSA_AES_KEY_WRAP_SHA_256";
/** A request for an HMAC key. */
export const HMAC = { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" } as const;

/** What an import needs, and the time of the target, in epoch seconds. */
interface Wrapped {
  readonly importToken: string;
  readonly wrapped: string;
  readonly targetTime: number;
}

/** Makes a key that has no material yet. */
export const makeExternal = (api: StateApi, request: CreateKeyRequest = {}) =>
  makeKey(api, { ...request, Origin: "EXTERNAL" });

/** Wraps material for a key. */
export async function wrap(
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
export async function importInto(
  api: StateApi,
  key: KeyHandle,
  { importToken, wrapped }: Wrapped,
  more: Partial<ImportKeyMaterialRequest> = FOREVER,
): Promise<string | undefined> {
  const request = { KeyId: key.id, ImportToken: importToken, EncryptedKeyMaterial: wrapped, ...more };
  return (await api.call("ImportKeyMaterial", request, key.region)).KeyMaterialId;
}

/** A symmetric key with material. */
export async function imported(api: StateApi, request: CreateKeyRequest = {}) {
  const key = await makeExternal(api, request);
  const material = newBytes(32);
  const parameters = await wrap(api, key, material);
  const materialId = required(await importInto(api, key, parameters), "KeyMaterialId");
  return { key, material, materialId, ...parameters };
}

/** The same, with new material that waits for its rotation. */
export async function waiting(api: StateApi) {
  const { key, materialId } = await imported(api);
  const fresh = { ...FOREVER, ImportType: "NEW_KEY_MATERIAL" } as const;
  const newMaterialId = required(await importInto(api, key, await wrap(api, key), fresh), "KeyMaterialId");
  return { key, materialId, newMaterialId };
}

/** The same, after the rotation. */
export async function rotated(api: StateApi) {
  const given = await waiting(api);
  const KeyId = given.key.id;
  await api.call("RotateKeyOnDemand", { KeyId });
  await api.until(`${KeyId} has its new material`, async () => {
    const { KeyMetadata } = await api.call("DescribeKey", { KeyId });
    return KeyMetadata?.CurrentKeyMaterialId === given.newMaterialId;
  });
  return given;
}

/** Deletes imported material: that of the id, else the one in use. */
export const erase = (api: StateApi, { id }: KeyHandle, KeyMaterialId?: string) =>
  api.call("DeleteImportedKeyMaterial", { KeyId: id, ...(KeyMaterialId !== undefined && { KeyMaterialId }) });

/** Schedules the deletion of a key. */
export const schedule = (api: StateApi, { id }: KeyHandle) =>
  api.call("ScheduleKeyDeletion", { KeyId: id, PendingWindowInDays: SHORTEST_WINDOW });

/** A primary with imported material, and a replica that waits for it. */
export async function replicated(api: StateApi) {
  const given = await imported(api, { MultiRegion: true });
  const region = otherRegion(api.location);
  await api.call("ReplicateKey", { KeyId: given.key.id, ReplicaRegion: region });
  const replica = { ...given.key, region, arn: given.key.arn.replace(`:${given.key.region}:`, `:${region}:`) };
  return { ...given, replica };
}

/** The same, once the replica waits for its material. */
export async function settled(api: StateApi) {
  const given = await replicated(api);
  const { id, region } = given.replica;
  await api.until(`the key ${id} in ${region} is PendingImport`, async () => {
    const { KeyMetadata } = await api.call("DescribeKey", { KeyId: id }, region);
    return KeyMetadata?.KeyState === "PendingImport";
  });
  return given;
}
