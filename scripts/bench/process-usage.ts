import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

/** What a process has used since it started. */
export interface ProcessUsage {
  /** Processor time of all its threads, user and system, in microseconds. */
  readonly cpuMicroseconds: number;
  /** Resident memory, in bytes. */
  readonly residentBytes: number;
}

/** Asks a Node process that has `report-usage.cjs` preloaded. */
export async function askUsage(child: ChildProcess): Promise<ProcessUsage> {
  const answer = once(child, "message");
  child.send("usage");
  const [usage] = (await answer) as [ProcessUsage];
  return usage;
}

/** Reads the usage of any process from `/proc`, which counts in ticks of 10 ms. Undefined where there is no `/proc`. */
export function readUsage(pid: number | undefined): ProcessUsage | undefined {
  if (process.platform !== "linux" || pid === undefined) return undefined;
  return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"), systemUnit("CLK_TCK"), systemUnit("PAGESIZE"));
}

/** Reads a line of `/proc/PID/stat` (proc_pid_stat(5)): utime is field 14, stime 15, rss 24. */
export function parseStat(line: string, ticksPerSecond: number, pageBytes: number): ProcessUsage {
  // Field 2 is the program's name in parentheses, which may hold spaces. Field 3 comes first after it.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const field = (number: number) => Number(fields[number - 3]);
  return {
    cpuMicroseconds: ((field(14) + field(15)) * 1_000_000) / ticksPerSecond,
    residentBytes: field(24) * pageBytes,
  };
}

function systemUnit(name: "CLK_TCK" | "PAGESIZE"): number {
  return Number(execFileSync("getconf", [name], { encoding: "utf8" }));
}
