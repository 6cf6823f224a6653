import path from "node:path";
import type { ContractOptions } from "../contract-options";

/** What decides a result. The rest says where files are on the machine of the run, which concerns no reader. */
const DECISIVE = ["target", "region", "expectedFailures", "only", "replay", "timeout", "strict"] as const;

/** The options as a report shows them, without folders of the machine. */
export function publishedOptions(options: ContractOptions): Record<string, string> {
  const known = {
    ...options,
    ...(options.expectedFailures && { expectedFailures: publishedPath(options.expectedFailures) }),
  };
  return Object.fromEntries(
    DECISIVE.filter((name) => known[name] !== undefined && known[name] !== false).map((name) => [
      name,
      String(known[name]),
    ]),
  );
}

/** A path as seen from the folder of the run; of a file elsewhere, its name only. */
export function publishedPath(file: string): string {
  const relative = path.relative("", file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? path.basename(file) : relative;
}
