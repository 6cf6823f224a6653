import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { bundledScript, fileOnDisk, type PageFiles } from "../page-file";

const STYLE = path.join(__dirname, "style");

/** The files of the page that shows the state, at `/_trent/`. */
export const STATE_FILES: PageFiles = {
  "/": fileOnDisk(__dirname, "index.html"),
  "/state.css": () =>
    readdirSync(STYLE)
      .sort()
      .map((name) => readFileSync(path.join(STYLE, name), "utf8"))
      .join("\n"),
  "/state.js": bundledScript(__dirname, "page", "main.ts"),
};
