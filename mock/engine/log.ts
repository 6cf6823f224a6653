/** How much the mock logs, from nothing to everything. */
export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;

/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Writes one line for each event. Never given a header value or a body. */
export interface Log {
  error(line: string): void;
  warn(line: string): void;
  info(line: string): void;
  debug(line: string): void;
  /** Whether a level is written, so that a caller need not make a line that nobody reads. */
  writes(level: LogLevel): boolean;
}

/** A log of the given level and those graver than it. `write` takes a whole line, with its end. */
export function createLog(level: LogLevel, write: (text: string) => void): Log {
  const limit = LOG_LEVELS.indexOf(level);
  const writes = (of: LogLevel) => LOG_LEVELS.indexOf(of) <= limit;
  const at = (of: LogLevel) =>
    writes(of) ? (line: string) => write(`${new Date().toISOString()} ${of.padEnd(5)} ${line}\n`) : () => {};
  return { error: at("error"), warn: at("warn"), info: at("info"), debug: at("debug"), writes };
}
