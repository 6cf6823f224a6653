import path from "node:path";
import { watchParent } from "../mock/server/ending/parent-watch";

/**
 * Starts an unmodified `prism mock` on the plain projection. Arguments go to Prism as they are:
 * `npm run mock:prism -- --port 4011 --dynamic`. It runs in this process: whatever ends the one ends the other.
 */
async function main(): Promise<void> {
  watchParent(() => process.exit(0));
  const prism = require.resolve("@stoplight/prism-cli/dist/index.js");
  const projection = path.resolve(__dirname, "..", "generated", "projection.json");
  // Prism's default of several processes in production dies at start (docs/decisions/0001-prism-and-node-versions.md).
  process.argv.splice(1, 1, prism, "mock", projection, "--multiprocess=false");
  await import(prism);
}

void main();
