import { defineState, inKeyState } from "../define-state";
import {
  erase,
  FOREVER,
  imported,
  importInto,
  replicated,
  rotated,
  schedule,
  settled,
  waiting,
  wrap,
} from "./imported-material";

/** Keys with new material that waits for its rotation, those that go, and replicas. */
export const SEVERAL_MATERIALS = [
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
