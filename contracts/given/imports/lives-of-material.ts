import { defineState, inKeyState, required } from "../define-state";
import { encrypted } from "../encryption-states";
import { DAY, erase, FOREVER, HMAC, imported, importInto, makeExternal, wrap } from "./imported-material";

/** Keys whose material was imported, has expired or was deleted. */
export const LIVES_OF_MATERIAL = [
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
] as const;
