/**
 * Preloaded into each Node server of the bench: answers every message of its parent with what the process has used.
 * `cpuUsage` counts all threads of the process, in user and system mode.
 */
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send({ cpuMicroseconds: user + system, residentBytes: process.memoryUsage.rss() });
});
// A bench that was killed leaves no server behind, and the channel alone does not keep a server alive.
process.on("disconnect", () => process.exit());
process.channel?.unref();
