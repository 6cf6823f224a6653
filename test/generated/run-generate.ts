import { runGenerate } from "../../scripts/generate/command";

/** Runs the command in this process, and gives what it printed. */
export async function generate(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const { stdout, stderr } = process;
  const write = { out: stdout.write, err: stderr.write };
  stdout.write = (text: unknown) => {
    said.out += String(text);
    return true;
  };
  stderr.write = (text: unknown) => {
    said.err += String(text);
    return true;
  };
  try {
    return { code: await runGenerate(args, "trent generate"), ...said };
  } finally {
    stdout.write = write.out;
    stderr.write = write.err;
  }
}
