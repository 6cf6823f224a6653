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
  /** Resolves when it has ended and all its lines are there. */
  readonly ended: Promise<unknown>;
  readonly #arrivals: ((line: string) => void)[] = [];

  constructor(program: string, ...args: readonly string[]) {
    this.child = spawn(process.execPath, [program, ...args], {
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

  /** Resolves as soon as so many lines that begin with a word are there; also when the process ends before. */
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

  /** `kill -9`; resolves when it is dead and all that it has printed is there. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }
}
