import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Code that crosses a border, in the file where it does, and the rules of the linter that forbid it. */
const CROSSINGS: readonly { file: string; code: string; rules: readonly string[] }[] = [
  {
    file: "mock/engine/file.ts",
    code: 'import { readFileSync } from "node:fs";\nreadFileSync("x");',
    rules: ["noNodejsModules", "noRestrictedImports"],
  },
  {
    file: "mock/engine/bare.ts",
    code: 'import { readFileSync } from "fs";\nreadFileSync("x");',
    rules: ["noNodejsModules", "useNodejsImportProtocol"],
  },
  {
    file: "mock/engine/type.ts",
    code: 'import type { IncomingMessage } from "node:http";\nexport type X = IncomingMessage;',
    rules: ["noRestrictedImports"],
  },
  { file: "mock/engine/bytes.ts", code: 'export const x = Buffer.from("x");', rules: ["noRestrictedGlobals"] },
  { file: "mock/engine/bytes-type.ts", code: "export type X = Buffer;", rules: ["noRestrictedGlobals"] },
  { file: "mock/engine/hostile/exit.ts", code: "process.exit(1);", rules: ["noRestrictedGlobals"] },
  { file: "mock/engine/control/here.ts", code: "export const x = __dirname;", rules: ["noRestrictedGlobals"] },
  {
    file: "mock/engine/outwards.ts",
    code: 'import { startMock } from "../server/start-mock";\nstartMock;',
    rules: ["noRestrictedImports"],
  },
  {
    file: "mock/engine/state/outwards.ts",
    code: 'import { startMock } from "../../server/start-mock";\nstartMock;',
    rules: ["noRestrictedImports"],
  },
  {
    file: "mock/server/suite.ts",
    code: 'import { run } from "../../contracts/run/suite";\nrun;',
    rules: ["noRestrictedImports"],
  },
  {
    file: "contracts/mock.ts",
    code: 'import { createEngine } from "../mock/engine/create-engine";\ncreateEngine;',
    rules: ["noRestrictedImports"],
  },
  {
    file: "openapi/dialect/types.ts",
    code: 'import type { X } from "../../generated/types";\nexport type Y = X;',
    rules: ["noRestrictedImports"],
  },
  { file: "mock/engine/standards.ts", code: "export const x = new TextEncoder();", rules: [] },
  { file: "mock/server/node.ts", code: 'import { createServer } from "node:http";\ncreateServer();', rules: [] },
];

test("the linter holds the borders between the folders", () => {
  const root = path.resolve(__dirname, "..", "..");
  const folder = mkdtempSync(path.join(tmpdir(), "trent-borders-"));
  try {
    const config = JSON.parse(readFileSync(path.join(root, "biome.json"), "utf8")) as Record<string, unknown>;
    writeFileSync(path.join(folder, "biome.json"), JSON.stringify({ ...config, $schema: undefined, vcs: undefined }));
    for (const { file, code } of CROSSINGS) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${code}\n`);
    }
    const biome = require.resolve("@biomejs/biome/bin/biome");
    const { stdout } = spawnSync(process.execPath, [biome, "lint", "--reporter=json", "."], {
      cwd: folder,
      encoding: "utf8",
    });
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { category: string; location: { path: string } }[];
    };
    const found = CROSSINGS.map(({ file }) => ({
      file,
      rules: diagnostics
        .filter(({ location }) => location.path.endsWith(file))
        .map(({ category }) => category.split("/").at(-1))
        .filter((rule) => rule !== "noUnusedExpressions")
        .sort(),
    }));
    expect(found).toEqual(CROSSINGS.map(({ file, rules }) => ({ file, rules })));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
