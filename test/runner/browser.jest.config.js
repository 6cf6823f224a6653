const { inProcesses } = require("./projects.cjs");

/** The tests in Chromium, one file after the other, for some are about how soon a page answers: npm run check:browser. */
module.exports = { ...inProcesses("**/*.browser.ts"), maxWorkers: 1 };
