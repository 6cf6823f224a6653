// Runs a command that ends when the process that started this one is gone, however that ended: its end of the pipe on
// standard input closes. It is plain JavaScript, because it starts faster without a loader.
const { spawn } = require("node:child_process");

/** How long the command may take to end in order, in milliseconds. */
const GRACE = 3000;

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
child.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on("exit", (code) => process.exit(code ?? 1));

/** Ends the command and what it started: this process leads their group. */
function end() {
  const kill = () => process.kill(-process.pid, "SIGKILL");
  process.on("SIGTERM", () => {});
  child.removeAllListeners("exit").on("exit", kill);
  process.kill(-process.pid, "SIGTERM");
  setTimeout(kill, GRACE);
}
process.once("SIGTERM", end);
process.stdin.on("end", end).on("error", end).resume();
