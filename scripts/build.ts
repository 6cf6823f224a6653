import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectFile } from "../openapi/dialect/layout";
import { copyDataFiles } from "./build/data-files";
import { licencesOf } from "./build/licences";
import { buildOwnCode, nodeImportsOfPages } from "./build/own-code";
import { buildTypes } from "./build/types";
import { buildVendor } from "./build/vendor";

/** `npm run build`: writes dist/, which is what the package has. */
async function main(): Promise<void> {
  const dist = projectFile("dist");
  rmSync(dist, { recursive: true, force: true });
  const [esm, cjs, vendor, types] = ["esm", "cjs", "vendor", "types"].map((name) => path.join(dist, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const folder of [esm, cjs, vendor, types]) mkdirSync(folder, { recursive: true });
  const [own, libraries] = await Promise.all([
    buildOwnCode(dist),
    buildVendor(vendor),
    buildTypes(types),
    copyDataFiles(dist),
  ]);
  const wrong = nodeImportsOfPages(own);
  if (wrong.length > 0) throw new Error(`A page cannot load the package: ${wrong.join(", ")}.`);
  writeFileSync(path.join(dist, "THIRD-PARTY-LICENSES"), licencesOf([own, libraries]));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
