import path from "node:path";
import { nodePackages, pythonEnvironment } from "./external-tools";

/** Tools of others that the mock is checked with, pinned. They are no dependencies: together they are larger than Trent. */
const NODE_PACKAGES = ["@redocly/cli@2.77.0", "openapi-fetch@0.17.0"];
const SCHEMATHESIS = "schemathesis==4.32.5";

/**
 * The folder `node_modules` of the tools from npm, installed once.
 * @throws TrentProblem TRENT_E_MISSING_TOOL where they cannot be installed.
 */
export function nodeTools(): string {
  return nodePackages("tools", NODE_PACKAGES);
}

/** The program of Schemathesis, in an environment of its own, installed once. Throws as {@link nodeTools} does. */
export function schemathesisProgram(): string {
  return path.join(pythonEnvironment("schemathesis", [SCHEMATHESIS]), "st");
}
