import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { FURTHER, installOnce, nodePackages, pythonEnvironment, runInstaller } from "../external-tools";

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

const FOLDER = "encryption";

/** What `require` finds among the clients from npm, which are installed once. @throws TrentProblem TRENT_E_MISSING_TOOL */
export function nodeClients(): NodeJS.Require {
  return createRequire(path.join(nodePackages(path.join(FOLDER, "node"), NODE_PACKAGES), "index.js"));
}

/** The Python that has the AWS Encryption SDK, in an environment of its own. Throws as {@link nodeClients} does. */
export function pythonWithEncryptionSdk(): string {
  return path.join(pythonEnvironment(path.join(FOLDER, "python"), PYTHON_PACKAGES), "python");
}

/** The program `sops`, built once; undefined where there is no Go to build it with. Throws as {@link nodeClients} does. */
export function sopsProgram(): string | undefined {
  if (spawnSync("go", ["version"]).status !== 0) return undefined;
  const programs = path.join(FURTHER, FOLDER, "go");
  installOnce(programs, [SOPS], () => {
    mkdirSync(programs, { recursive: true });
    runInstaller("env", [`GOBIN=${programs}`, "go", "install", SOPS], "Let Go reach its module proxy.");
  });
  return path.join(programs, "sops");
}
