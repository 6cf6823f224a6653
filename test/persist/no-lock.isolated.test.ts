import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openStateFile } from "../../mock/server/persist/state-file";

jest.mock("fs-native-extensions", () => {
  throw Object.assign(new Error("no binary"), { code: "ADDON_NOT_FOUND" });
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a platform without the lock refuses a state file, and says why", async () => {
  await expect(openStateFile(path.join(folder, "state.json"))).rejects.toMatchObject({
    code: "TRENT_E_STATE_FILE",
    message: expect.stringMatching(
      /^The state file \S+ cannot be locked on this platform or file system \(ADDON_NOT_FOUND\)/,
    ),
  });
});
