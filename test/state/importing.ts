import { type NewMaterial, newBytes, wrapMaterial } from "../../contracts/given/wrap-material";
import type { AlgorithmSpec, ImportKeyMaterialRequest, WrappingKeySpec } from "../../generated/types";
import type { Elsewhere, World } from "./world";

/** How material is wrapped for a key. */
export interface Wrapping {
  readonly algorithm?: AlgorithmSpec;
  readonly spec?: WrappingKeySpec;
}

/** What one import needs. */
export interface Parameters {
  readonly ImportToken: string;
  readonly EncryptedKeyMaterial: string;
}

export const FOREVER = { ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" } as const;

/** Wraps material for a key. */
export function wrapped(
  world: World,
  KeyId: string,
  material: NewMaterial | Uint8Array = newBytes(32),
  { algorithm = "RSAES_OAEP_SHA_256", spec = "RSA_2048" }: Wrapping = {},
  elsewhere: Elsewhere = {},
): Parameters {
  const request = { KeyId, WrappingAlgorithm: algorithm, WrappingKeySpec: spec };
  const { ImportToken, PublicKey } = world.ok("GetParametersForImport", request, elsewhere);
  const bytes = material instanceof Uint8Array ? material : material.bytes;
  return { ImportToken: ImportToken!, EncryptedKeyMaterial: wrapMaterial(algorithm, PublicKey!, bytes) };
}

/** Imports material into a symmetric key. @returns its id, or the refusal */
export function importInto(
  world: World,
  KeyId: string,
  material: NewMaterial | Uint8Array = newBytes(32),
  more: Partial<ImportKeyMaterialRequest> = {},
  elsewhere: Elsewhere = {},
): string {
  const model = more.ValidTo === undefined ? FOREVER : {};
  const request = { KeyId, ...wrapped(world, KeyId, material, {}, elsewhere), ...model, ...more };
  const outcome = world.call("ImportKeyMaterial", request, elsewhere);
  return outcome.kind === "success" ? (outcome.body.KeyMaterialId ?? "ok") : outcome.type;
}
