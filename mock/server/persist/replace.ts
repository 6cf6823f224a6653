import { open, rename, rm } from "node:fs/promises";
import path from "node:path";

/**
 * Puts a new file in the place of another, or of none, so that at any moment, also after a loss of power, the name leads
 * to the whole old file or to the whole new one.
 * @param temporary a name in the same folder, for the file while it is written; left behind only by a kill.
 */
export async function replaceFile(file: string, temporary: string, pieces: Iterable<string>): Promise<void> {
  try {
    await rm(temporary, { force: true });
    const handle = await open(temporary, "wx", 0o600);
    try {
      // Each piece is made when the one before is written: meanwhile other work goes on.
      for (const piece of pieces) await handle.writeFile(piece);
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

/** Makes a rename last. Windows cannot do this, and needs it not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
