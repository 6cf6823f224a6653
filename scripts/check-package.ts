import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startMockProcess } from "./bench/servers";
import { CheckCount } from "./further/check-count";

const root = path.resolve(__dirname, "..");

/** A program of a user: it imports the types and validators, and is compiled with `strict`. */
const PROGRAM = `import type { EnableKeyRotationRequest, TrentOperations } from "trent/generated/types";
import { validators } from "trent/generated/validators";

const request: EnableKeyRotationRequest = { KeyId: "k", RotationPeriodInDays: 180 };
const error: TrentOperations["EnableKeyRotation"]["error"]["__type"] = "DisabledException";
console.log(validators.EnableKeyRotation.requestBody(request), validators.EnableKeyRotation.requestBody({}), error);
`;

/** Packs the package, installs it in an empty folder, and uses it there. */
async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "trent-package-"));
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const checks = new CheckCount();
  const mock = await startMockProcess();
  try {
    const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
      cwd: root,
      encoding: "utf8",
    }).trim();
    writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
    run(
      "npm",
      "install",
      "--silent",
      "--no-audit",
      "--no-fund",
      path.join(folder, packed),
      "typescript@5.9.3",
      "@types/node@20.19.43",
    );
    await checks.check("npx trent-contract verifies a running mock", () => {
      const said = run("npx", "trent-contract", "--target", mock.url, "--strict");
      if (!said.includes("conformant.")) throw new Error(said.trim().split("\n").at(-1));
    });
    await checks.check("a TypeScript program imports the types and validators", () => {
      writeFileSync(path.join(folder, "program.ts"), PROGRAM);
      run(
        "npx",
        "tsc",
        "--strict",
        "--module",
        "commonjs",
        "--target",
        "es2022",
        "--esModuleInterop",
        "--skipLibCheck",
        "program.ts",
      );
      const said = run("node", "program.js").trim();
      if (said !== "true false DisabledException") throw new Error(said);
    });
  } finally {
    await mock.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  checks.finish();
}

void main();
