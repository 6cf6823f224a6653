import { spawn } from "node:child_process";
import path from "node:path";
import { pythonPrograms } from "./external-tools";

/** What boto3 made of one answer. */
export interface ClientReading {
  readonly operation: string;
  /** Whether the body was the one that the operation always has, or drawn. */
  readonly kind: "static" | "dynamic";
  /** `empty` has no members; `endless` says that there is a next page, and then another. */
  readonly outcome: "read" | "empty" | "refused" | "unreadable" | "endless";
  readonly why: string;
}

/**
 * Calls operations of a mock with boto3, and its paginators where it has any.
 * @param client the service's name in boto3.
 * @param requests for each operation its request as on the wire. What boto3 does not have any more is passed over.
 */
export async function readWithClient(
  url: string,
  client: string,
  requests: Readonly<Record<string, unknown>>,
): Promise<readonly ClientReading[]> {
  const python = path.join(pythonPrograms(), "python");
  const child = spawn(python, [path.join(__dirname, "read-answers.py"), url], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  child.stdin.end(JSON.stringify({ client, requests, kinds: { static: null, dynamic: "dynamic=true, seed=1" } }));
  const code = await ended;
  if (code !== 0) throw new Error(`read-answers.py ended with exit code ${code}.`);
  return JSON.parse(text) as ClientReading[];
}
