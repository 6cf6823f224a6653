import { evidenceFiles } from "./evidence/evidence-files";
import type { PageFiles } from "./page-file";
import { REFERENCE_FILES } from "./reference/reference-files";
import { STATE_FILES } from "./state/state-files";

/**
 * The files that are the same for every mock, made from their sources. The build puts
 * scripts/build/package-static-files.ts in the place of this file, which reads what the build made with it.
 */
export function staticFiles(): PageFiles {
  return { ...STATE_FILES, ...REFERENCE_FILES, ...evidenceFiles() };
}
