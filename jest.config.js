/** Tests run as CommonJS through SWC: Prism and Ajv are CommonJS, and Jest's own ESM support is still experimental. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.ts$|/(?:until-async|@noble)/.*\\.js$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  // A dependency of MSW, and the portable cryptography: they have no CommonJS form.
  transformIgnorePatterns: ["/node_modules/(?!until-async/|@noble/)"],
  // Each test file loads its modules anew. Prism loads all fifty languages of faker, which are half of its 2 seconds; it
  // uses faker only for the keyword x-faker, which no document of ours has.
  moduleNameMapper: {
    "^@faker-js/faker$": "@faker-js/faker/locale/en",
    // Its package gives only the ECMAScript module to those who ask by name.
    "^marked$": "<rootDir>/node_modules/marked/lib/marked.umd.js",
  },
  // Test code runs in a VM context, where each look-up of a global is slow; as an argument of the module it is not.
  sandboxInjectedGlobals: [
    "Array",
    "Error",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "Reflect",
    "Set",
    "String",
    "Symbol",
  ],
  testTimeout: 120_000,
  // One more than the cores of CI: several files wait for processes, connections and timers more than they compute.
  maxWorkers: 3,
};
