#!/usr/bin/env node
// The command of the package: the TypeScript sources are run as they are, so that what is shipped is what is read.
require("tsx/cjs");
require("../scripts/contract.ts");
