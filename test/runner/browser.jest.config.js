const { inProcesses, maxWorkers } = require("./projects.cjs");

/** The tests in Chromium: npm run check:browser. */
module.exports = { ...inProcesses("**/*.browser.ts"), maxWorkers };
