import { devDependencies, name as packageName } from "../../package.json";
import { ENTRIES, exportsOf } from "../build/entries";
import type { UserFolder } from "./user-folder";

/** The peer that an entry cannot be loaded without: `./msw`. */
export const PEER = `msw@${devDependencies.msw}`;

/** What the program below prints. */
export const SAID = "conformant-in-part undefined Rotation 180 true false TRENT_E_OPTION 56 200 http/1.1";

/** A program of a user, which uses each entry with its types. */
const PROGRAM = `import { startMock, type StartedMock } from "${packageName}";
import { trentRequestHandler } from "${packageName}/aws-sdk";
import { createTrentClient } from "${packageName}/client";
import { type RunResult, runContract } from "${packageName}/contract";
import { createTrent, type Trent } from "${packageName}/in-process";
import { rules } from "${packageName}/rules";
import type { EnableKeyRotationRequest, TrentOperations } from "${packageName}/types";
import { validators } from "${packageName}/validators";

const KeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";

async function main(): Promise<void> {
  const mock: StartedMock = await startMock({ port: 0, logLevel: "silent" });
  const kms = createTrentClient({ endpoint: mock.url });
  const request: EnableKeyRotationRequest = { KeyId, RotationPeriodInDays: 180 };
  const { error } = await kms.EnableKeyRotation(request);
  const { data } = await kms.GetKeyRotationStatus({ KeyId });
  const result: RunResult = await runContract({ target: mock.url, only: "EnableKeyRotation.first-rotation" });
  await mock.close();
  const code = await runContract({ target: "nowhere" }).catch((wrong: { code: string }) => wrong.code);
  const trent: Trent = createTrent({ logLevel: "silent" });
  const { response } = await createTrentClient({ endpoint: "http://localhost", fetch: trent.fetch }).ListKeys();
  const type: TrentOperations["EnableKeyRotation"]["error"]["__type"] = "DisabledException";
  const failing = result.checks.filter(({ gates }) => gates).length;
  console.log(
    failing === 0 && result.verdict === "partial" && type ? "conformant-in-part" : result.verdict,
    error?.__type,
    data?.KeyRotationEnabled && "Rotation",
    data?.RotationPeriodInDays,
    validators.EnableKeyRotation.requestBody(request),
    validators.EnableKeyRotation.requestBody({}),
    code,
    Object.keys(rules).length,
    response.status,
    trentRequestHandler(trent).metadata.handlerProtocol,
  );
}

void main();
`;

/** How a program is compiled: the ways of TypeScript to find a module. */
const WAYS = {
  "node16, ES module": { file: "program.mts", made: "program.mjs", flags: ["--module", "node16"] },
  "node16, CommonJS": { file: "program.cts", made: "program.cjs", flags: ["--module", "node16"] },
  nodenext: { file: "next/program.mts", made: "next/program.mjs", flags: ["--module", "nodenext"] },
  bundler: {
    file: "bundler/program.ts",
    made: "bundler/program.js",
    flags: ["--module", "esnext", "--moduleResolution", "bundler"],
  },
} as const;

/** A way to compile a program. */
export type Way = keyof typeof WAYS;

/** All ways. */
export const ALL_WAYS = Object.keys(WAYS) as Way[];

/** Compiles the program, strictly and with the declarations of all libraries checked. @returns the file that it is made into. */
export function compile(user: UserFolder, way: Way): string {
  const { file, made, flags } = WAYS[way];
  user.write("bundler/package.json", '{ "type": "module" }\n');
  user.write(file, PROGRAM);
  user.run(
    "npx",
    "tsc",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--target",
    "es2022",
    "--types",
    "node",
    ...flags,
    file,
  );
  return made;
}

/** Scripts that load every entry, as ES modules and as CommonJS. */
export function loaders(): Readonly<Record<string, string>> {
  const modules = ENTRIES.map(({ path }) => JSON.stringify(`${packageName}${path.slice(1)}`));
  // A style sheet is for a bundler or a browser.
  const readable = Object.keys(exportsOf([])).filter((path) => path.endsWith(".json"));
  const files = readable.map((path) => JSON.stringify(`${packageName}${path.slice(1)}`));
  return {
    "load.mjs": [
      'import { createRequire } from "node:module";',
      `for (const name of [${modules}]) if (!(await import(name))) throw new Error(name);`,
      `for (const name of [${files}]) createRequire(import.meta.url)(name);`,
    ].join("\n"),
    "load.cjs": `for (const name of [${[...modules, ...files]}]) if (!require(name)) throw new Error(name);\n`,
  };
}
