import { examples } from "../../generated/examples";
import { operations } from "../../generated/operations";
import { createEngine, type Engine } from "../../mock/engine/create-engine";
import { tableExamples } from "../../mock/engine/example-source";
import { HOME } from "../../mock/engine/locality";
import { loadGenerated } from "../../mock/server/load-document";
import { prismExamples } from "../../mock/server/prism";
import { firstRequestExample } from "../request-example";
import { AWS_JSON, memoryLog, NAMES } from "./running";

/** The mock without state: once with the generated table, once with Prism, which reads the same examples. */
let table: Engine;
let prism: Engine;

beforeAll(async () => {
  const loaded = await loadGenerated();
  const rest = { loaded, locality: HOME, log: memoryLog(), control: false, requestId: () => "the same" };
  table = createEngine({ ...rest, examples: tableExamples(examples) });
  prism = createEngine({ ...rest, examples: await prismExamples(loaded) });
});

/** Every way to ask for an example of an operation, and some that ask for one that is not there. */
const preferences = (name: keyof typeof operations) =>
  operations[name].responses.flatMap(({ status, examples }) => [
    `code=${status}`,
    ...examples.flatMap((example) => [`example=${example}`, `code=${status}, example=${example}`]),
    `code=${status}, example=Nothing`,
  ]);

describe("the table of examples answers as Prism does, byte for byte", () => {
  it.each(NAMES)("%s", async (name) => {
    for (const prefer of [undefined, ...preferences(name), "code=404", "example=Nothing", "example=toString"]) {
      const headers = { "content-type": AWS_JSON, "x-amz-target": `TrentService.${name}`, prefer };
      const body = new TextEncoder().encode(JSON.stringify(firstRequestExample(name)));
      const request = { headers, body, receivedAt: 0, sourceIp: undefined };
      expect({ prefer, ...(await table.handle(request)) }).toEqual({ prefer, ...(await prism.handle(request)) });
    }
  });
});

test("the table has an example for each response that has a body, and every name that the operation table has", () => {
  for (const { name, responses } of Object.values(operations)) {
    const named = responses.filter(({ empty }) => !empty).map(({ status, examples }) => [String(status), examples]);
    const inTable = Object.entries(examples[name]).map(([status, bodies]) => [status, Object.keys(bodies)]);
    expect(inTable).toEqual(named);
  }
});
