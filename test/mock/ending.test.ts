import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import path from "node:path";
import type { Readable } from "node:stream";

const ROOT = path.join(__dirname, "../..");
const MOCK = `"${process.execPath}" --import tsx scripts/mock.ts --port 0`;

/** Processes that start a mock, and the mock. All write to one pipe: it ends when the last of them has ended. */
class Chain {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  private printed = "";

  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(TRENT_|npm_lifecycle_event$)/.test(name));
    // In a group of their own, so that a test that fails can end all of them.
    this.child = spawn(command, args, {
      cwd: ROOT,
      env: { ...Object.fromEntries(inherited), ...env },
      stdio: ["ignore", "pipe", "ignore"],
      detached: true,
    });
    this.output.on("data", (chunk) => {
      this.printed += chunk;
    });
    this.ended = once(this.output, "end");
  }

  /** The ports of its mocks, once so many of them listen. */
  async ports(many = 1): Promise<number[]> {
    const found = () => [...this.printed.matchAll(/listening on http:\/\/127\.0\.0\.1:(\d+)/g)];
    while (found().length < many) await once(this.output, "data");
    return found().map(([, port]) => Number(port));
  }

  private get output(): Readable {
    return this.child.stdout as Readable;
  }

  endAll(): void {
    try {
      process.kill(-(this.child.pid as number), "SIGKILL");
    } catch {
      // All of them have ended.
    }
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

const npm = (script: string) => new Chain("npm", ["run", script, "--", "--port", "0"]);

/** A chain of processes, and the signal to its first. */
const CASES: readonly { what: string; begin: () => Chain; signal: NodeJS.Signals }[] = [
  { what: "npm run mock", begin: () => npm("mock"), signal: "SIGTERM" },
  { what: "npm run mock", begin: () => npm("mock"), signal: "SIGINT" },
  { what: "npm run mock", begin: () => npm("mock"), signal: "SIGKILL" },
  { what: "npm run mock:prism", begin: () => npm("mock:prism"), signal: "SIGTERM" },
  {
    what: "a runner of scripts, with a shell between",
    // npm is known by its title, others by their program. The second shell is left behind, and still waits for the mock.
    begin: () =>
      new Chain("sh", ["-c", `sh -c '${MOCK}; true'; true`, "my-runner"], {
        npm_lifecycle_event: "mock",
        npm_execpath: "my-runner",
      }),
    signal: "SIGKILL",
  },
];

let chains: Chain[];
let both: Chain;
beforeAll(() => {
  chains = CASES.map(({ begin }) => begin());
  both = new Chain("sh", ["-c", `${MOCK} & ${MOCK} --detached & wait`]);
});
afterAll(() => {
  for (const chain of [...chains, both]) chain.endAll();
});

describe("the mock ends, and its port is free, when what started it is ended", () => {
  it.each(CASES.map(({ what, signal }, index) => ({ what, signal, index })))(
    "$what, $signal",
    async ({ signal, index }) => {
      const chain = chains[index] as Chain;
      const [port] = await chain.ports();
      expect(await isTaken(port as number)).toBe(true);
      chain.child.kill(signal);
      await chain.ended;
      expect(await isTaken(port as number)).toBe(false);
    },
  );
});

test("with --detached it goes on", async () => {
  const [one, other] = await both.ports(2);
  both.child.kill("SIGKILL");
  const left = async () => [await isTaken(one as number), await isTaken(other as number)].filter(Boolean).length;
  while ((await left()) === 2) await new Promise(setImmediate);
  expect(await left()).toBe(1);
});
