/** As many as the cores of CI: each further one loads all modules again, and the tests compute more than they wait. */
const maxWorkers = 2;

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
