import { existsSync } from "node:fs";
import path from "node:path";

/** Programs that are Chromium, by the names that distributions give them. */
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The Chromium of this machine. @throws Error that says how to get one */
export function chromiumFile(): string {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const files = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = process.env.TRENT_CHROMIUM ?? files.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Error("No Chromium: install it (Debian: apt-get install chromium), or name its file in TRENT_CHROMIUM.");
}
