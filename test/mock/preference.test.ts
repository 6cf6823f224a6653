import document from "../../generated/document.json";
import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import type { RunningMock } from "../../mock/server/run-mock";
import { type Document, objectOf, resolve } from "../../openapi/dialect/document";
import { firstRequestExample } from "../request-example";
import { type Answered, call, json, NAMES, startTestMock } from "./running";
import { wireFaults } from "./wire-form";

let mock: RunningMock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.close());

const prefer = (name: TrentOperation, Prefer: string): Promise<Answered> =>
  call(mock.url, name, firstRequestExample(name), { Prefer });

/** Every example of every response of the document, with its value. */
const EXAMPLES = NAMES.flatMap((name) =>
  operations[name].responses.flatMap(({ status, examples }) =>
    examples.map((example) => ({ name, status, example, value: exampleOf(name, status, example) })),
  ),
);

describe("every example of the document is reached by its name, with its code and without", () => {
  it.each(NAMES)("%s", async (name) => {
    const own = EXAMPLES.filter((of) => of.name === name);
    for (const { status, example, value } of own) {
      for (const header of [`example=${example}`, `code=${status}, example=${example}`]) {
        const answered = await prefer(name, header);
        const body = answered.bytes.length === 0 ? "" : json(answered);
        expect({ header, status: answered.status, body }).toEqual({ header, status, body: value });
        expect(wireFaults(answered)).toEqual([]);
      }
    }
    expect(own.length).toBeGreaterThan(3);
  });
});

describe("code alone answers with the first example of that status", () => {
  it.each([200, 400, 500])("%i", async (status) => {
    const answered = await prefer("GetKeyRotationStatus", `code=${status}`);
    const first = EXAMPLES.find((of) => of.name === "GetKeyRotationStatus" && of.status === status);
    expect(answered.status).toBe(status);
    expect(json(answered)).toEqual(first?.value);
  });
});

describe("the header may be written in each way of RFC 7240", () => {
  const disabled = { status: 400, type: "DisabledException" };
  it.each([
    ["code=400, example=DisabledException", disabled],
    ["code=400,example=DisabledException", disabled],
    ["code=400; example=DisabledException", disabled],
    ["  code = 400 ,  example = DisabledException  ", disabled],
    ["Code=400, EXAMPLE=DisabledException", disabled],
    ['code="400", example="DisabledException"', disabled],
    ["example=DisabledException, code=400", disabled],
    ["respond-async, wait=10, example=DisabledException", disabled],
  ])("%s", async (header, want) => {
    const answered = await prefer("EnableKeyRotation", header);
    expect({ status: answered.status, type: (json(answered) as { __type: string }).__type }).toEqual(want);
  });
});

describe("a preference that is not Prism's is passed over", () => {
  it.each(["return=minimal", "respond-async", "handling=lenient; wait=5", "codes=400", "", ",;,", "x=code=400"])(
    "%j",
    async (header) => {
      expect((await prefer("EnableKeyRotation", header)).status).toBe(200);
    },
  );
});

describe("a preference that cannot be met is refused, and the answer lists what there is", () => {
  const listedOf = (name: TrentOperation, status: number) =>
    `${operations[name].responses.find((r) => r.status === status)?.examples.join(", ")} (code ${status})`;
  const rotation = (...statuses: number[]) =>
    statuses.map((status) => listedOf("EnableKeyRotation", status)).join("; ");
  it.each<[header: string, message: string]>([
    ["code=404", "Prefer: EnableKeyRotation declares no code 404. There are: 200, 400, 500."],
    [
      "code=404, example=DisabledException",
      "Prefer: EnableKeyRotation declares no code 404. There are: 200, 400, 500.",
    ],
    ["example=Nothing", `Prefer: EnableKeyRotation has no such example. There are: ${rotation(200, 400, 500)}.`],
    ["code=400, example=Empty", `Prefer: EnableKeyRotation has no such example. There are: ${rotation(400)}.`],
    ["example=__proto__", `Prefer: EnableKeyRotation has no such example. There are: ${rotation(200, 400, 500)}.`],
    ["code=abc", "Prefer: code takes a status of three digits."],
    ["code=4000", "Prefer: code takes a status of three digits."],
    ["code", "Prefer: code takes a status of three digits."],
    ["dynamic=yes", "Prefer: dynamic takes true or false."],
    ["dynamic", "Prefer: dynamic takes true or false."],
  ])("%s", async (header, message) => {
    const answered = await prefer("EnableKeyRotation", header);
    expect(answered.status).toBe(400);
    expect(json(answered)).toEqual({ __type: "ValidationException", message });
    expect(wireFaults(answered)).toEqual([]);
  });
});

describe("dynamic answers", () => {
  const text = async (header: string, name: TrentOperation = "GetKeyRotationStatus") =>
    (await prefer(name, header)).bytes.toString("utf8");

  it("are the same for the same seed, other requests between or not", async () => {
    const first = await text("dynamic=true, seed=7");
    await text("dynamic=true, seed=8", "DescribeKey");
    await text("dynamic=true");
    expect(await text("dynamic=true, seed=7")).toBe(first);
  });

  it("are the same for the same seed where the requests run at once", async () => {
    const seeds = Array.from({ length: 12 }, (_, seed) => `dynamic=true, seed=${seed}`);
    const alone: string[] = [];
    for (const seed of seeds) alone.push(await text(seed, "ListKeyRotations"));
    expect(await Promise.all(seeds.map((seed) => text(seed, "ListKeyRotations")))).toEqual(alone);
  });

  it("are the same for the same seed on another mock", async () => {
    const here = await text("dynamic=true, seed=replay", "DescribeKey");
    const other = await startTestMock();
    const there = await call(other.url, "DescribeKey", undefined, { Prefer: "dynamic=true, seed=replay" });
    await other.close();
    expect(there.bytes.toString("utf8")).toBe(here);
  });

  it("differ by seed, and without a seed each time", async () => {
    const seeded = await Promise.all(["1", "2", "3"].map((seed) => text(`dynamic=true, seed=${seed}`, "DescribeKey")));
    const free = [await text("dynamic=true", "DescribeKey"), await text("dynamic=true", "DescribeKey")];
    expect(new Set([...seeded, ...free]).size).toBe(5);
  });

  it("are made for the status that code names", async () => {
    const answered = await prefer("GetKeyRotationStatus", "dynamic=true, code=400, seed=1");
    expect(answered.status).toBe(400);
    expect(Object.keys(json(answered) as object)).toContain("__type");
  });

  it("are not made with dynamic=false", async () => {
    expect(await text("dynamic=false, seed=1")).toBe(await text(""));
  });

  it("have no bytes where the operation has no output", async () => {
    const answered = await prefer("EnableKeyRotation", "dynamic=true");
    expect({ status: answered.status, length: answered.bytes.length }).toEqual({ status: 200, length: 0 });
  });
});

function exampleOf(name: TrentOperation, status: number, example: string): unknown {
  const at = (value: unknown) => objectOf(resolve(document as unknown as Document, value, "#").value);
  const post = objectOf(at((document.paths as Record<string, unknown>)[operations[name].path]).post);
  const [media] = Object.values(objectOf(at(objectOf(post.responses)[status]).content));
  return at(objectOf(objectOf(media).examples)[example]).value;
}
