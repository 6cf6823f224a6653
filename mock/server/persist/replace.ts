import { open, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * The file that {@link replaceFile} writes before it renames it. Only the holder of the lock writes or removes it; a
 * killed process leaves it behind.
 */
export function temporaryOf(file: string): string {
  return `${file}.trent.tmp`;
}

/**
 * Puts a new file in the place of another, or of none, so that at any moment, also after a loss of power, the name leads
 * to the whole old file or to the whole new one. Why no library: docs/decisions/0009-state-file-libraries.md.
 * @throws what the file system throws, or what making a piece throws; the old file is as it was.
 */
export async function replaceFile(file: string, pieces: Iterable<string>): Promise<void> {
  const temporary = temporaryOf(file);
  try {
    await rm(temporary, { force: true });
    const handle = await open(temporary, "wx", 0o600);
    try {
      // Each piece is made when the one before is written: calls are served in between.
      await writeFile(handle, pieces);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** Makes a rename last after a loss of power. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
