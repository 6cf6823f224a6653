import type { LoadedDocument } from "../../engine/create-engine";
import { documentFiles } from "./document-files";
import { evidenceFiles } from "./evidence/evidence-files";
import type { PageFiles } from "./page-file";
import { REFERENCE_FILES } from "./reference/reference-files";
import { STATE_FILES } from "./state/state-files";

/** Every file that a mock with this document serves to a browser. */
export function pageFiles(loaded: LoadedDocument): PageFiles {
  return { ...STATE_FILES, ...REFERENCE_FILES, ...documentFiles(loaded), ...evidenceFiles() };
}
