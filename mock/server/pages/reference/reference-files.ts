import type { PageFiles } from "../page-file";

/** The files of the reference page, at `/_trent/reference/`, and the documents that other tools load. */
export const REFERENCE_FILES: PageFiles = {
  "/reference/": () => "<!doctype html>",
};
