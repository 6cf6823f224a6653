import { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";
import fc from "fast-check";
import document from "../../generated/document.json";
import { operations } from "../../generated/operations";
import { validators } from "../../generated/validators";
import type { JsonObject } from "../../openapi/dialect/document";
import { accepted, breakages, broken } from "./requests";

/** TRENT_VERDICT_SEED replays a failure; TRENT_VERDICT_RUNS makes more of them. */
const seed = Number(process.env.TRENT_VERDICT_SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.TRENT_VERDICT_RUNS ?? 30);

const names = Object.keys(operations) as (keyof typeof operations)[];
const SILENT = {
  trace() {},
  debug() {},
  info() {},
  success() {},
  warn() {},
  error() {},
  fatal() {},
  child: () => SILENT,
};
const CONFIG = {
  isProxy: false,
  errors: false,
  checkSecurity: false,
  validateRequest: true,
  validateResponse: false,
  upstreamProxy: undefined,
} as const;

/** Prism's own judgement of a request: whether it has nothing against it. */
type Judge = (name: keyof typeof operations, headers: Record<string, string>, body: unknown) => Promise<boolean>;

let prismAccepts: Judge;
let judged = 0;

beforeAll(async () => {
  const resources = new Map((await getHttpOperationsFromSpec(structuredClone(document))).map((o) => [o.path, o]));
  const prism = createInstance({ ...CONFIG, mock: { dynamic: false } }, {
    logger: SILENT,
    route: ({ resources: [right] }: { resources: unknown[] }) => ({ _tag: "Right", right }),
  } as never);
  prismAccepts = async (name, headers, body) => {
    judged++;
    const path: string = operations[name].path;
    const request = { method: "post" as const, url: { path, query: {} }, headers, body };
    const result = await prism.request(request, [resources.get(path)!], { ...CONFIG, mock: { dynamic: false } })();
    if (result._tag === "Left") throw result.left;
    return result.right.validations.input.length === 0;
  };
});

afterAll(() => {
  process.stdout.write(`verdicts: ${judged} requests judged by both, seed ${seed}\n`);
});

function headersOf(name: keyof typeof operations, body: unknown): Record<string, string> {
  return {
    "x-amz-target": operations[name].target,
    "content-type": "application/x-amz-json-1.1",
    "content-length": String(JSON.stringify(body).length),
  };
}

function ourVerdict(name: keyof typeof operations, headers: Record<string, string>, body: unknown): boolean {
  return validators[name].requestHeaders(headers) && validators[name].requestBody(body);
}

const requestOf = (name: keyof typeof operations) =>
  accepted({ $ref: operations[name].requestBody }) as fc.Arbitrary<JsonObject>;

/** No difference is known; one that must be lived with would be listed here with its reason. */
describe.each(names)("%s: the generated validators and Prism agree", (name) => {
  test("on requests that keep every constraint: both accept", async () => {
    await fc.assert(
      fc.asyncProperty(requestOf(name), async (body) => {
        const headers = headersOf(name, body);
        expect({ ours: ourVerdict(name, headers, body), prism: await prismAccepts(name, headers, body) }).toEqual({
          ours: true,
          prism: true,
        });
      }),
      { seed, numRuns: runs },
    );
  });

  test("on requests that break one constraint: both refuse", async () => {
    await fc.assert(
      fc.asyncProperty(requestOf(name), async (request) => {
        for (const breakage of breakages({ $ref: operations[name].requestBody })) {
          const body = broken(request, breakage);
          const headers = headersOf(name, body);
          const verdicts = { ours: ourVerdict(name, headers, body), prism: await prismAccepts(name, headers, body) };
          expect({ ...breakage, ...verdicts }).toEqual({ ...breakage, ours: false, prism: false });
        }
      }),
      { seed, numRuns: Math.ceil(runs / 10) },
    );
  });

  test("on request headers that break their format: both refuse", async () => {
    const body = fc.sample(requestOf(name), { seed, numRuns: 1 })[0];
    for (const { name: header } of operations[name].requestHeaders) {
      const headers = {
        ...headersOf(name, body),
        [header.toLowerCase()]: header === "Content-Type" ? "text/plain" : "no such form",
      };
      const verdicts = { ours: ourVerdict(name, headers, body), prism: await prismAccepts(name, headers, body) };
      expect({ header, ...verdicts }).toEqual({ header, ours: false, prism: false });
    }
  });
});
