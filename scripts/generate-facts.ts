import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { reportProblem } from "../openapi/dialect/problems";
import { pythonPrograms } from "./further/external-tools";

const OUTPUT = path.join(__dirname, "..", "openapi", "dialect", "normalise", "model-facts.json");

/** Writes what public OpenAPI documents have lost of AWS's models: names of shapes, and versions of the protocol. */
function main(): void {
  const python = path.join(pythonPrograms(), "python");
  const facts = execFileSync(python, [path.join(__dirname, "further", "model-facts.py")], { encoding: "utf8" });
  writeFileSync(OUTPUT, facts);
}

try {
  main();
} catch (error) {
  reportProblem(error);
  process.exitCode = 1;
}
