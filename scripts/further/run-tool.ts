import { execFile } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

/** What a tool printed, and how it ended. */
interface ToolRun {
  readonly code: number;
  /** All that it wrote, without colours. */
  readonly text: string;
}

/** How long a tool may take, in milliseconds: Schemathesis needs three minutes on two busy cores. */
const LONGEST = 900_000;

/** Runs a tool without blocking this process, which serves the mock. */
export function runTool(program: string, args: readonly string[], folder: string): Promise<ToolRun> {
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: LONGEST, maxBuffer: 2 ** 26, env: { ...process.env, NO_COLOR: "1" } };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const code = error ? Number(error.code ?? 1) : 0;
      resolve({ code, text: stripVTControlCharacters(`${stdout}${stderr}`) });
    });
  });
}
