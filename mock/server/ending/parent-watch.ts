import { readFileSync } from "node:fs";

/** How often the parent is looked for, in milliseconds. */
const INTERVAL = 200;

/** The process that started this one, as it was when this module was loaded. */
const PARENT = process.ppid;

/**
 * Calls back once when the process that started this one has ended: nobody is there to end it otherwise. npm is one such,
 * also where a shell is between the two; it may even have ended before this process could look.
 */
export function watchParent(onGone: () => void): void {
  const runner = process.env.npm_lifecycle_event === undefined ? undefined : packageRunner();
  const isGone = () => process.ppid !== PARENT || runner === "gone" || (typeof runner === "number" && !isAlive(runner));
  const timer = setInterval(() => {
    if (!isGone()) return;
    clearInterval(timer);
    onGone();
  }, INTERVAL);
  timer.unref();
}

/**
 * The nearest npm (or another runner of package scripts) above this process; undefined where it cannot be known. When npm
 * is killed, a shell between the two stays. Only Linux shows other processes as files; elsewhere npm's shell becomes the
 * program that it runs, and npm is the parent.
 */
function packageRunner(): number | "gone" | undefined {
  if (process.platform !== "linux") return undefined;
  for (let pid = PARENT; pid > 0; ) {
    const ancestor = readProcess(pid);
    if (!ancestor) return undefined;
    if (isRunner(ancestor.command)) return pid;
    pid = ancestor.parent;
  }
  // The first process of the system takes over what has lost its parent.
  return PARENT === 1 ? "gone" : undefined;
}

/** npm calls itself by its title, such as `npm run mock`; others are seen by the path of their program. */
function isRunner(command: string): boolean {
  const { npm_execpath: program } = process.env;
  return /^npm\b/.test(command) || (program !== undefined && command.includes(program));
}

function readProcess(pid: number): { readonly parent: number; readonly command: string } | undefined {
  try {
    // The name, in parentheses, may have any character in it; after it come the state and the parent.
    const [, parent] = /\) \S (\d+) [^)]*$/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return { parent: Number(parent), command };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
