import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { INSTALLABLE } from "../../contracts/targets/install-target";
import { startServer } from "../../contracts/targets/server-process";

const SERVER = `require("node:http").createServer((_, to) => to.end("x")).listen(Number(process.argv[1]), "127.0.0.1")`;

/** A process that starts a server as the suite does, and prints its port. */
const SUITE = `
  const { startServer } = require(${JSON.stringify(path.join(__dirname, "../../contracts/targets/server-process.ts"))});
  startServer("a server", (port) => ({ command: process.execPath, args: ["-e", ${JSON.stringify(SERVER)}, String(port)] }))
    .then(({ url }) => process.stdout.write(url.port + "\\n"));
`;

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const answer = await Promise.race([once(socket, "connect"), once(socket, "error")]).then(
    () => true,
    () => false,
  );
  socket.destroy();
  return answer;
}

async function silent(port: number): Promise<void> {
  while (await listens(port)) await delay(20);
}

test.each(["SIGKILL", "SIGTERM"] as const)("a started server ends when the suite ends by %s", async (signal) => {
  const suite = spawn(process.execPath, ["--import", "tsx", "-e", SUITE], { stdio: ["ignore", "pipe", "inherit"] });
  const [printed] = (await once(suite.stdout, "data")) as [Buffer];
  const port = Number(String(printed).trim());
  expect(await listens(port)).toBe(true);
  suite.kill(signal);
  // It fails by the time limit of the test.
  await silent(port);
});

test("a started server stops when it is asked to, and says nothing of it", async () => {
  const server = await startServer("a server", (port) => ({
    command: process.execPath,
    args: ["-e", SERVER, String(port)],
  }));
  expect(await listens(Number(server.url.port))).toBe(true);
  expect(server.ended()).toBeUndefined();
  await server.stop();
  expect(await listens(Number(server.url.port))).toBe(false);
});

test("a server that ends by itself leaves its last words", async () => {
  const server = await startServer("a server", (port) => ({
    command: process.execPath,
    args: ["-e", `${SERVER}.on("request", () => { console.error("no memory"); process.exit(3) })`, String(port)],
  }));
  await fetch(server.url).catch(() => undefined);
  while (server.ended() === undefined) await delay(20);
  expect(server.ended()).toContain("exit 3");
  expect(server.ended()).toContain("no memory");
});

test.each(Object.entries(INSTALLABLE))("%s is installed in an exact version", (_, { version, steps }) => {
  const words = steps.flat().join(" ");
  expect(words).toContain(version);
  expect(words).not.toContain("latest");
});
