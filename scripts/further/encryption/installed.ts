import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { FURTHER, runInstaller } from "../external-tools";

/** Programs and libraries that encrypt and sign with KMS, pinned. They are no dependencies: they are only used to check the mock. */
const NODE_PACKAGES = [
  "@aws-crypto/client-node@5.0.2",
  "@aws-sdk/client-kms@3.1164.0",
  "@solana/keychain-aws-kms@0.2.1",
  "aws-kms-signer@0.5.3",
  "jwt-on-kms@2.0.1",
];
const PYTHON_PACKAGES = ["aws-encryption-sdk==4.0.7", "boto3==1.44.5"];
const SOPS = "github.com/getsops/sops/v3/cmd/sops@v3.13.3";

const FOLDER = path.join(FURTHER, "encryption");

/** What `require` finds among the clients from npm, which are installed once. @throws TrentProblem TRENT_E_MISSING_TOOL */
export function nodeClients(): NodeJS.Require {
  const folder = path.join(FOLDER, "node");
  once(path.join(folder, "installed.txt"), NODE_PACKAGES, () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
    const install = ["install", "--no-save", "--ignore-scripts", "--prefix", folder, ...NODE_PACKAGES];
    runInstaller("npm", install, "Let npm reach its registry.");
  });
  return createRequire(path.join(folder, "package.json"));
}

/** The Python that has the AWS Encryption SDK, in an environment of its own. Throws as {@link nodeClients} does. */
export function pythonWithEncryptionSdk(): string {
  const environment = path.join(FOLDER, "python");
  const programs = path.join(environment, "bin");
  once(path.join(environment, "installed.txt"), PYTHON_PACKAGES, () => {
    const advice = "Install Python 3 with its venv module (Debian: python3-venv).";
    runInstaller("python3", ["-m", "venv", environment], advice);
    const install = ["install", "--quiet", ...PYTHON_PACKAGES];
    runInstaller(path.join(programs, "pip"), install, "Let pip reach its package index.");
  });
  return path.join(programs, "python");
}

/** The program `sops`, built once; undefined where there is no Go to build it with. Throws as {@link nodeClients} does. */
export function sopsProgram(): string | undefined {
  if (spawnSync("go", ["version"]).status !== 0) return undefined;
  const programs = path.join(FOLDER, "go");
  once(path.join(programs, "installed.txt"), [SOPS], () => {
    mkdirSync(programs, { recursive: true });
    runInstaller("env", [`GOBIN=${programs}`, "go", "install", SOPS], "Let Go reach its module proxy.");
  });
  return path.join(programs, "sops");
}

function once(done: string, what: readonly string[], install: () => void): void {
  if (existsSync(done)) return;
  install();
  writeFileSync(done, what.join("\n"));
}
