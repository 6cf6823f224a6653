import type { PageFiles } from "./page-file";
import { REFERENCE_FILES } from "./reference/reference-files";
import { STATE_FILES } from "./state/state-files";

/** Every file that the mock serves to a browser. */
export const PAGE_FILES: PageFiles = { ...STATE_FILES, ...REFERENCE_FILES };
