import { spawn } from "node:child_process";
import path from "node:path";

/**
 * Starts an unmodified `prism mock` on the plain projection. Arguments go to Prism as they are:
 * `npm run mock:prism -- --port 4011 --dynamic`.
 */
function main(): void {
  const prism = require.resolve("@stoplight/prism-cli/dist/index.js");
  const projection = path.resolve(__dirname, "..", "generated", "projection.json");
  // Prism's default of several processes in production dies at start (docs/decisions/0001-prism-versions.md).
  const child = spawn(process.execPath, [prism, "mock", projection, "--multiprocess=false", ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal ? 0 : 1);
  });
}

main();
