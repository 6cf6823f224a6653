import { createLog, type Log, type LogLevel } from "../engine/log";

/** A log that writes the given level and those graver than it to standard error. */
export function stderrLog(level: LogLevel): Log {
  return createLog(level, (text) => process.stderr.write(text));
}
