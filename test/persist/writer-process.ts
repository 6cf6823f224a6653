import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { COMPILED_ENV, compileInto } from "./compiled";

/** Compiles `writer.ts` into a folder, for {@link WriterProcess}. */
export function compileWriter(folder: string): string {
  return compileInto(folder, path.join(__dirname, "writer.ts"));
}

/** `writer.ts` as a process of its own, and the lines that it has printed. */
export class WriterProcess {
  readonly lines: string[] = [];
  readonly child: ChildProcess;
  /** Resolves when the process has ended and all its output was read. */
  readonly ended: Promise<unknown>;
  readonly #arrivals: ((line: string) => void)[] = [];

  /** @param fileBlocks how large a file it can write, in blocks of 512 bytes; a longer one ends with EFBIG. */
  constructor(program: string, args: readonly string[], fileBlocks?: number) {
    const limit = fileBlocks === undefined ? "" : `ulimit -f ${fileBlocks}; `;
    this.child = spawn("sh", ["-c", `${limit}exec "$0" "$@"`, process.execPath, program, ...args], {
      env: COMPILED_ENV,
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: this.child.stdout! });
    lines.on("line", (line) => {
      this.lines.push(line);
      for (const arrival of this.#arrivals) arrival(line);
    });
    this.ended = Promise.all([once(lines, "close"), once(this.child, "close")]);
  }

  /** Resolves when `times` lines that begin with `word` were printed, or when the process ends. */
  seen(word: string, times = 1): Promise<unknown> {
    let missing = times - this.lines.filter((line) => line.startsWith(word)).length;
    if (missing <= 0) return Promise.resolve();
    const arrived = new Promise<void>((resolve) => {
      this.#arrivals.push((line) => {
        if (line.startsWith(word) && --missing === 0) resolve();
      });
    });
    return Promise.race([arrived, this.ended]);
  }

  /** `kill -9`; resolves when the process is dead and all its output was read. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }
}
