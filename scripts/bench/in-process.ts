import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { bundleForPage, PAGE_LIMIT } from "../bundle/page-bundle";
import { startMockProcess } from "./servers";

/** What the mock without a server has to reach. */
const IN_PROCESS_GOALS = { bundle: PAGE_LIMIT, firstInstance: 100, furtherInstance: 10, speedToHttp: 3 } as const;

/** The figures of the mock without a server. */
interface InProcessFigures {
  /** What a page loads at first, in bytes after gzip. */
  readonly bundle: number;
  /** From the import of the bundle to the first instance, in milliseconds. */
  readonly firstInstance: number;
  /** What each further one takes, in milliseconds. */
  readonly furtherInstance: number;
  /** Calls per second of one client, in turn: through `trent.fetch`, and through Node's `fetch` to a served mock. */
  readonly rounds: readonly { readonly inProcess: number; readonly http: number }[];
}

/** Measures the bundle in a process of Node's own, without what this one has loaded. */
export async function measureInProcess(seconds: number): Promise<InProcessFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), "trent-bench-"));
  const mock = await startMockProcess();
  try {
    const { files, firstLoad } = await bundleForPage(
      path.resolve(__dirname, "..", "..", "mock", "adapters", "in-process.ts"),
    );
    // Node takes a module for one of ES by its package.
    await writeFile(path.join(folder, "package.json"), '{"type":"module"}');
    for (const [name, text] of files) await writeFile(path.join(folder, name), text);
    const args = [path.join(__dirname, "in-process-run.mjs"), path.join(folder, "entry.js"), mock.url, `${seconds}`];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return { bundle: firstLoad, ...(JSON.parse(stdout) as Omit<InProcessFigures, "bundle">) };
  } finally {
    await mock.stop();
    await rm(folder, { recursive: true });
  }
}

/** The figures as lines, each with its goal. */
export function inProcessText({ bundle, firstInstance, furtherInstance, rounds }: InProcessFigures): string {
  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  const ratio = middle(rounds.map(({ inProcess, http }) => inProcess / http));
  const { inProcess, http } = {
    inProcess: middle(rounds.map((r) => r.inProcess)),
    http: middle(rounds.map((r) => r.http)),
  };
  const goals = IN_PROCESS_GOALS;
  const said = (isReached: boolean) => (isReached ? "reached" : "missed");
  return [
    "Without a server (createTrent):",
    `  bundle for a page, after gzip: ${(bundle / 1024).toFixed(1)} KiB; goal at most ${goals.bundle / 1024}: ${said(bundle <= goals.bundle)}`,
    `  first instance, with loading: ${firstInstance.toFixed(1)} ms; goal below ${goals.firstInstance}: ${said(firstInstance < goals.firstInstance)}`,
    `  each further instance: ${furtherInstance.toFixed(2)} ms; goal below ${goals.furtherInstance}: ${said(furtherInstance < goals.furtherInstance)}`,
    `  calls per second of one client: ${inProcess.toFixed(0)}, over HTTP ${http.toFixed(0)}, ${ratio.toFixed(1)} times; goal at least ${goals.speedToHttp} times: ${said(ratio >= goals.speedToHttp)}`,
  ].join("\n");
}
