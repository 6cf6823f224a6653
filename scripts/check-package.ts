import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFile } from "../openapi/dialect/layout";
import { bin, name as packageName, version } from "../package.json";
import { CheckCount } from "./further/check-count";
import { endsWithNpx, startCommand, startTime } from "./package/command";
import { NODES, useUnder } from "./package/node-versions";
import { comparePrism } from "./package/prism-answers";
import { ALL_WAYS, compile, loaders, PEER, SAID } from "./package/programs";
import { runJest, runVitest } from "./package/test-runners";
import { packInto, UserFolder } from "./package/user-folder";

/** The largest install, in MB. */
const LARGEST = 40;

/** What the checks need beside the package, at exact versions. */
const TOOLS = ["typescript@5.9.3", "@types/node@20.19.43", "@aws-sdk/client-kms@3.1164.0", "vitest@3.2.4"];

/** A program that uses the AWS SDK on a mock. */
const SDK_PROGRAM = `import { EnableKeyRotationCommand, GetKeyRotationStatusCommand, KMSClient } from "@aws-sdk/client-kms";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const kms = new KMSClient({ endpoint: process.argv[2], region: "us-east-1", credentials });
const KeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 180 }));
const { KeyRotationEnabled, RotationPeriodInDays } = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
console.log(KeyRotationEnabled, RotationPeriodInDays);
`;

/** Packs the package, installs it in an empty folder, and uses it there. */
async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "trent-packed-"));
  const user = new UserFolder();
  const checks = new CheckCount();
  const expectSaid = (said: string, want: string) => {
    if (said.trim() !== want) throw new Error(`"${said.trim()}", not "${want}"`);
  };
  try {
    const packed = packInto(folder);
    await checks.check(`an install in an empty folder has at most ${LARGEST} MB and no warning`, () => {
      const { megabytes, seconds, warnings } = user.install(packed);
      process.stdout.write(`     ${megabytes.toFixed(1)} MB, ${seconds.toFixed(1)} s\n`);
      if (megabytes > LARGEST || warnings !== "") throw new Error(`${megabytes.toFixed(1)} MB, ${warnings}`);
    });
    await checks.check("publint has nothing to say", () =>
      user.run("node", cliOf("publint", "publint"), "run", "--strict", packed),
    );
    await checks.check("are the types wrong? no", () =>
      user.run(
        "node",
        cliOf("@arethetypeswrong/cli", "attw"),
        packed,
        "--profile",
        "node16",
        "--exclude-entrypoints",
        "state-view.css",
      ),
    );
    await checks.check("trent --version", () =>
      expectSaid(user.run("npx", Object.keys(bin)[0] ?? "", "--version"), version),
    );
    // A peer, which ./msw needs and no other entry.
    user.run("npm", "install", "--silent", "--no-audit", "--no-fund", PEER);
    for (const [name, text] of Object.entries(loaders())) {
      user.write(name, text);
      await checks.check(`every entry loads: ${name}`, () => user.run("node", name));
    }
    await checks.check("trent mock starts", async () => {
      process.stdout.write(`     ${(await startTime(user)).toFixed(0)} ms until it listens, the median of 5\n`);
    });
    user.run("npm", "install", "--silent", "--no-audit", "--no-fund", ...TOOLS);
    const programs: Record<string, string> = {};
    for (const way of ALL_WAYS)
      await checks.check(`a TypeScript program compiles strictly and runs: ${way}`, () => {
        const made = compile(user, way);
        if (way.startsWith("node16")) programs[made] = readFileSync(path.join(user.path, made), "utf8");
        expectSaid(user.run("node", made), SAID);
      });
    await checks.check("Jest runs a test with the package", () => runJest(user));
    await checks.check("Vitest runs a test with the package", () => runVitest(user));
    const mock = await startCommand(user);
    try {
      await checks.check("trent mock answers the AWS SDK", () => {
        user.write("sdk.mjs", SDK_PROGRAM);
        expectSaid(user.run("node", "sdk.mjs", mock.url), "true 180");
      });
      await checks.check("npx trent contract finds it conformant, and writes the reports", () => {
        const said = user.run("npx", "trent", "contract", "--target", mock.url, "--strict", "--report-dir", "reports");
        if (!said.includes("conformant.")) throw new Error(said.trim().split("\n").at(-1));
        const page = readFileSync(path.join(user.path, "reports", "report.html"), "utf8");
        if (!page.includes("<script>") || !page.includes("docs/evidence/")) throw new Error("report.html is not whole");
      });
    } finally {
      await checks.check("trent mock ends by a signal", async () => expectSaid(String(await mock.stop()), "0"));
    }
    await checks.check("trent mock ends with the npx that started it", () => endsWithNpx(user));
    await checks.check("trent generate writes a client that compiles strictly", () => {
      const spec = `node_modules/${packageName}/dist/generated/document.json`;
      user.run("npx", "trent", "generate", "--spec", spec, "--out", "made", "--no-msw");
      user.run("npx", "trent", "generate", "--spec", spec, "--out", "made", "--no-msw", "--check");
      user.run(
        "npx",
        "tsc",
        "--noEmit",
        "--strict",
        "--module",
        "node16",
        "--target",
        "es2022",
        "--types",
        "node",
        "made/client.ts",
        "made/validators.ts",
      );
    });
    await checks.check("the bundled Prism answers as the unbundled one", async () => {
      process.stdout.write(`     ${await comparePrism(user)} examples\n`);
    });
    for (const node of Object.values(NODES))
      await checks.check(`it installs without a warning and runs under Node ${node}`, () =>
        useUnder(node, packed, programs),
      );
  } finally {
    user.remove();
    rmSync(folder, { recursive: true, force: true });
  }
  checks.finish();
}

function cliOf(library: string, program: string): string {
  const folder = projectFile("node_modules", ...library.split("/"));
  const { bin: programs } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  return path.join(folder, programs[program] ?? "");
}

void main();
