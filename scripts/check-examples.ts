import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { CheckCount } from "./further/check-count";
import { checkExamplePage } from "./further/example-page";

const ROOT = path.resolve(__dirname, "..");

/** The media types of the page's files. */
const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

/**
 * Runs the examples against the packed package: the file that the command line names, else one that is packed now.
 * `--screenshots FOLDER` has pictures of the page written there.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "trent-examples-"));
  const args = process.argv.slice(2);
  const flag = args.indexOf("--screenshots");
  const [, screenshots] = flag < 0 ? [] : args.splice(flag, 2);
  const checks = new CheckCount();
  try {
    const packed = path.resolve(args[0] ?? path.join(folder, pack(folder)));
    const manifest = execFileSync("tar", ["-xOf", packed, "package/package.json"], { encoding: "utf8" });
    const { name } = JSON.parse(manifest) as { name: string };
    for (const example of ["jest", "vitest"]) {
      await checks.check(`examples/${example}`, () => {
        npm(installed(folder, example, name, packed), "test", "--silent");
      });
    }
    await checks.check("examples/browser in Chromium", async () => {
      const at = installed(folder, "browser", name, packed);
      npm(at, "run", "build", "--silent");
      await served(path.join(at, "public"), (url) => checkExamplePage(url, screenshots));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  checks.finish();
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function pack(folder: string): string {
  return npm(ROOT, "pack", "--silent", "--pack-destination", folder).trim().split("\n").at(-1) ?? "";
}

/** A copy of an example with what it needs, and the packed package in place of the published one. */
function installed(folder: string, example: string, name: string, packed: string): string {
  const at = path.join(folder, example);
  cpSync(path.join(ROOT, "examples", example), at, { recursive: true });
  npm(at, "install", "--save-dev", "--loglevel=error", "--no-audit", "--no-fund", `${name}@file:${packed}`);
  return at;
}

/** Serves a folder while it is used. */
async function served(folder: string, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    const file = path.join(folder, request.url === "/" ? "index.html" : path.basename(request.url ?? ""));
    try {
      response.setHeader("Content-Type", TYPES[path.extname(file)] ?? "application/octet-stream");
      response.end(readFileSync(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

void main();
