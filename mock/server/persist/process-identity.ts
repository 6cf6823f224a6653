import { readFileSync } from "node:fs";

/**
 * A process for all time: `PID-START`. The start time (clock ticks since the machine's own) tells it from a later
 * process that was given the same pid; where there is no /proc it is 0, and the pid alone has to do.
 */
export type ProcessIdentity = `${number}-${number}`;

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return `${process.pid}-${startOf(process.pid) ?? 0}`;
}

/** Reads what {@link ownIdentity} has written; undefined for anything else. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  const [pid, start] = /^[1-9]\d{0,9}-\d{1,15}$/.test(text) ? text.split("-") : [];
  return pid === undefined ? undefined : `${Number(pid)}-${Number(start)}`;
}

/** The pid of a process, which may be dead. */
export function pidOf(identity: ProcessIdentity): number {
  return Number.parseInt(identity, 10);
}

/** Whether a process lives. In doubt it does: a lock that is kept too long does less harm than one that is broken. */
export function isAlive(identity: ProcessIdentity): boolean {
  const pid = pidOf(identity);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and is another user's.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
  const start = startOf(pid);
  return start === undefined || identity.endsWith("-0") || identity === `${pid}-${start}`;
}

/** Start time of a process; -1 when it is dead and only waits to be reaped; undefined where /proc does not tell. */
function startOf(pid: number): number | undefined {
  let stat: string;
  try {
    // The file is made in memory when it is read: this waits for no disk.
    stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses, and may hold blanks and parentheses itself.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (state === "Z" || state === "X") return -1;
  const start = Number(rest[18]);
  return Number.isSafeInteger(start) ? start : undefined;
}
