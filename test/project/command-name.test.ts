import { commandName } from "../../openapi/dialect/command-name";
import { layout } from "../../openapi/dialect/layout";

const program = process.argv[1]!;
const { isPackage } = layout;
afterEach(() => {
  process.argv[1] = program;
  Object.assign(layout, { isPackage });
});

test("in a clone, a command is an npm script", () => {
  expect(commandName("mock")).toBe("npm run mock --");
});

test.each([
  ["/home/me/.npm/_npx/4f2a/node_modules/.bin/trent", "npx trentservice contract"],
  ["/home/me/project/node_modules/.bin/trent", "npx trent contract"],
  ["/home/me/project/node_modules/trentservice/dist/cjs/trent.cjs", "npx trent contract"],
  ["/usr/local/bin/trent", "trent contract"],
])("of the package, started as %s, it is called %s", (started, called) => {
  Object.assign(layout, { isPackage: true });
  process.argv[1] = started;
  expect(commandName("contract")).toBe(called);
});
