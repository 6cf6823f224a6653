/** As many as the cores of CI: each further one loads all modules again, and the tests compute more than they wait. */
const maxWorkers = 2;

/** What the runner's processes are started with, in megabytes for each half of the young space. */
const YOUNG_SPACE = "--max-semi-space-size=128";

// The processes of the runner inherit it, and test/runner/setup.mjs takes it away from what they start: with the default of
// 16 MB, a tenth of the time of all tests went to copying what the suite keeps from one young space to the next.
process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, YOUNG_SPACE].join(" ").trim();

/** A project of Jest whose files run in processes of Node that tsx teaches TypeScript, as the project's commands do. */
const inProcesses = (testMatch) => ({
  rootDir: `${__dirname}/../..`,
  roots: ["<rootDir>/test"],
  testMatch: [testMatch],
  runner: "jest-light-runner/child-process",
  setupFiles: ["<rootDir>/test/runner/setup.mjs"],
  setupFilesAfterEnv: ["<rootDir>/test/runner/time-limit.mjs"],
});

module.exports = { maxWorkers, inProcesses };
