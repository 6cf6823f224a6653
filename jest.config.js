/** Tests run as CommonJS through SWC: Prism and Ajv are CommonJS, and Jest's own ESM support is still experimental. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  testTimeout: 30_000,
  maxWorkers: 2,
};
