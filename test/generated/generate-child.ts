import { runGenerate } from "../../scripts/generate/command";

/** What one run of the command gave. */
export interface Generated {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs the command as often as it is asked, in a process of its own: openapi-typescript has dependencies that are ES modules,
 * which Jest does not load, and a process for each run would take seconds.
 */
process.on("message", async (args: readonly string[]) => {
  const { stdout, stderr } = process;
  const write = [stdout.write, stderr.write] as const;
  const said = { out: "", err: "" };
  stdout.write = (text: unknown) => {
    said.out += String(text);
    return true;
  };
  stderr.write = (text: unknown) => {
    said.err += String(text);
    return true;
  };
  const code = await runGenerate(args, "trent generate");
  [stdout.write, stderr.write] = write;
  process.send?.({ code, ...said } satisfies Generated);
});
