import type { NormalisedDocument } from "../load-document";
import { documentFiles } from "./document-files";
import type { PageFiles } from "./page-file";
import { staticFiles } from "./static-files";

/** Every file that a mock with this document serves to a browser. */
export function pageFiles(loaded: NormalisedDocument): PageFiles {
  return { ...staticFiles(), ...documentFiles(loaded) };
}
