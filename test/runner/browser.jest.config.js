const { inProcesses } = require("./projects.cjs");

/** The tests in Chromium, one after the other: npm run check:browser. */
module.exports = { ...inProcesses("**/*.browser.ts"), maxWorkers: 1 };
