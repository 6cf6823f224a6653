import { KINDS_OF_MATERIAL } from "./imports/kinds-of-material";
import { LIVES_OF_MATERIAL } from "./imports/lives-of-material";
import { SEVERAL_MATERIALS } from "./imports/several-materials";

/** Keys with imported material, and what their imports need. */
export const IMPORT_STATES = [...KINDS_OF_MATERIAL, ...LIVES_OF_MATERIAL, ...SEVERAL_MATERIALS] as const;
