import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { MockOptions } from "../../mock/server/mock-options";
import { call, memoryLog, startTestMock } from "../mock/running";

let folder: string;
let file: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "trent-"));
  file = path.join(folder, "state.json");
  const mock = await startTestMock({ stateless: false, state: file });
  // Nothing is written before something has changed.
  await call(mock.url, "DisableKey");
  await mock.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a state file that is not as the options say is said at start", () => {
  it.each<{ what: string; options: Partial<MockOptions>; want: string[] }>([
    { what: "the same", options: {}, want: [] },
    { what: "another Region, which signed calls name", options: { region: "eu-west-1" }, want: [] },
    {
      what: "another account",
      options: { account: "999999999999" },
      want: ["has keys of 111122223333 and none of the account 999999999999: unsigned calls find none."],
    },
    { what: "a fixture", options: { fixtures: "none" }, want: ["--fixtures none is used at the next reset."] },
  ])("$what", async ({ options, want }) => {
    const log = memoryLog();
    await (await startTestMock({ stateless: false, state: file, ...options }, log)).close();
    expect(log.lines.filter((line) => line.includes(" warn "))).toEqual(
      want.map((line) => expect.stringContaining(line)),
    );
  });

  it("no file yet", async () => {
    const log = memoryLog();
    const state = path.join(folder, "new.json");
    await (await startTestMock({ stateless: false, state, account: "999999999999", fixtures: "none" }, log)).close();
    expect(log.lines).toEqual([]);
  });
});
