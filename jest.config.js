const { maxWorkers, inProcesses } = require("./test/runner/projects.cjs");

/**
 * Nearly all tests run in plain processes of Node. The few that put a module in the place of another, or simulate timers,
 * have a VM context each, which Jest's own runner makes: docs/decisions/0010-test-speed.md.
 */
module.exports = {
  maxWorkers,
  projects: [
    { ...inProcesses("**/*.test.ts"), testPathIgnorePatterns: [String.raw`\.isolated\.test\.ts$`] },
    {
      displayName: "isolated",
      roots: ["<rootDir>/test"],
      testMatch: ["**/*.isolated.test.ts"],
      transform: {
        "^.+\\.ts$": [
          "@swc/jest",
          { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
        ],
      },
    },
  ],
};
