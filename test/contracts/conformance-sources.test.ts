import { readFileSync } from "node:fs";
import path from "node:path";
import { checkSources, implementationsOn } from "../../contracts/traceability/conformance-sources";

const PAGE = readFileSync(path.join(__dirname, "../../docs/conformance/README.md"), "utf8");
const result = (name: string) => ({ implementation: { name, version: "1" } });
const all = ["mock", "moto", "ministack"];

test("the page shows these implementations", () => {
  expect(implementationsOn(PAGE)).toEqual(all);
});

test.each([
  { given: all, without: [], want: undefined },
  { given: [...all, "localstack"], without: [], want: undefined },
  { given: ["mock", "moto"], without: [], want: "The page shows ministack too" },
  { given: ["mock"], without: [], want: "The page shows moto and ministack too" },
  { given: ["mock", "moto"], without: ["ministack"], want: undefined },
])("results of $given without $without: $want", ({ given, without, want }) => {
  const check = () => checkSources(PAGE, given.map(result), without);
  if (want === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(want);
});

test("a partial result makes no page", () => {
  const partial = { because: "selection", sentence: "Only 5 of 1300 cases were run." } as const;
  expect(() => checkSources("", [{ ...result("mock"), partial }], [])).toThrow("Only 5 of 1300 cases were run.");
});
