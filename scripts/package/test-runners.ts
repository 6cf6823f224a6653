import path from "node:path";
import { projectFile } from "../../openapi/dialect/layout";
import { name as packageName } from "../../package.json";
import type { UserFolder } from "./user-folder";

const BODY = `
  const mock = await startMock({ port: 0, logLevel: "silent" });
  const { data } = await createTrentClient({ endpoint: mock.url }).ListKeys({ Limit: 1 });
  await mock.close();
  expect(data.Keys).toHaveLength(1);
`;

/** Runs a test that uses the package, as CommonJS, under this project's Jest. @throws Error with its output where it fails. */
export function runJest(user: UserFolder): void {
  user.write(
    "jest/mock.test.js",
    `const { startMock } = require("${packageName}");
const { createTrentClient } = require("${packageName}/client");
test("a mock in a test", async () => {${BODY}});\n`,
  );
  user.run("node", projectFile("node_modules", "jest", "bin", "jest.js"), "--rootDir", path.join(user.path, "jest"));
}

/** The same as an ES module under Vitest, which the folder has. */
export function runVitest(user: UserFolder): void {
  user.write(
    "vitest/mock.spec.mjs",
    `import { startMock } from "${packageName}";
import { createTrentClient } from "${packageName}/client";
import { expect, test } from "vitest";
test("a mock in a test", async () => {${BODY}});\n`,
  );
  user.run("npx", "vitest", "run", "--root", "vitest");
}
