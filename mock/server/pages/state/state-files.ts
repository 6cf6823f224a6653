import { bundledScript, fileOnDisk, type PageFiles } from "../page-file";

/** The files of the page that shows the state, at `/_trent/`. */
export const STATE_FILES: PageFiles = {
  "/": fileOnDisk(__dirname, "index.html"),
  "/state.css": fileOnDisk(__dirname, "state.css"),
  "/state.js": bundledScript(__dirname, "page", "main.ts"),
};
