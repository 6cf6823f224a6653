import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { staticFiles } from "../../mock/server/pages/static-files";

/** Writes the files of the mock's pages under their addresses; `index.html` is the one of a folder. */
export async function buildPageFiles(folder: string): Promise<void> {
  for (const [url, content] of Object.entries(staticFiles())) {
    const file = path.join(folder, url, url.endsWith("/") ? "index.html" : "");
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await content(""));
  }
}
