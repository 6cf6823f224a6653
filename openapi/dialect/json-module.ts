/**
 * The value of a JSON file that was loaded with `import()`. In how many `default` members it is depends on who loads it:
 * tsx, Jest, and the package as an ES module or as CommonJS each have a number of their own.
 */
export function jsonOf(module: object): unknown {
  let value: unknown = module;
  while (typeof value === "object" && value !== null && "default" in value) value = value.default;
  return value;
}
