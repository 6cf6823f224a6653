import fc from "fast-check";
import document from "../../generated/document.json";
import { operations } from "../../generated/operations";
import { errorNamespaces } from "../../generated/service";
import { createDraws } from "../../mock/engine/hostile/draws";
import { createHostileMode } from "../../mock/engine/hostile/hostile-mode";
import { createThrottle } from "../../mock/engine/hostile/throttling";
import { unknownMembers } from "../../mock/engine/hostile/unknown-members";
import { varyError } from "../../mock/engine/hostile/vary-error";
import { varyHeaders } from "../../mock/engine/hostile/vary-headers";
import { writeText } from "../../mock/engine/hostile/write-text";
import { javaForm, longForm, millisecondForm, shortForm, writeTime } from "../../mock/engine/hostile/write-time";
import type { JsonObject } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import { NAMES, OWN } from "./declared";

const random = () => createDraws(7, "test");

/** What so many draws of one source come to. */
function many<T>(times: number, draw: (source: ReturnType<typeof random>) => T): T[] {
  const source = random();
  return Array.from({ length: times }, () => draw(source));
}

describe("times", () => {
  test.each([
    [1517432991638, "1.517432991638E9", "1517432991.638", "1517432991.638"],
    [1571767572300, "1.5717675723E9", "1571767572.3", "1571767572.300"],
    [1571767572000, "1.571767572E9", "1571767572", "1571767572.000"],
    [1500000000000, "1.5E9", "1500000000", "1500000000.000"],
    [1000000000000, "1.0E9", "1000000000", "1000000000.000"],
    [10_000_000_000, "1.0E7", "10000000", "10000000.000"],
    [9_999_999_999, "9999999.999", "9999999.999", "9999999.999"],
    [253402300799000, "2.53402300799E11", "253402300799", "253402300799.000"],
    [1005, "1.005", "1.005", "1.005"],
    [1, "0.001", "0.001", "0.001"],
    [0, "0.0", "0", "0.000"],
  ])("%i ms as a Java double, short, and to the millisecond", (ms, java, short, full) => {
    expect([javaForm(ms), shortForm(ms), millisecondForm(ms)]).toEqual([java, short, full]);
    expect(longForm(ms, random())).toMatch(new RegExp(`^${full.replace(".", "\\.")}0{1,6}$`));
  });

  test("every form of every moment is the same double, and so the same millisecond", () => {
    const moment = fc.integer({ min: 0, max: 253402300799000 });
    fc.assert(
      fc.property(moment, fc.integer(), (ms, seed) => {
        const text = writeTime(createDraws(seed, "test"), ms / 1000);
        const read = JSON.parse(text);
        // One assertion: to make one costs more than all else here.
        expect([text.replace(/^\d+(\.\d+)?(E\d+)?$/, ""), read, Math.round(read * 1000)]).toEqual(["", ms / 1000, ms]);
      }),
      { numRuns: 5000 },
    );
  });

  test("what is finer than a millisecond is rounded to it", () => {
    expect(new Set(many(50, (source) => Number(writeTime(source, 1571767572.3174999))))).toEqual(
      new Set([1571767572.317]),
    );
  });
});

describe("strings", () => {
  test("every text is the same text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer(), (text, seed) => {
        expect(JSON.parse(writeText(createDraws(seed, "test"), text))).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ["/", ['"/"', '"\\/"', '"\\u002f"', '"\\u002F"']],
    ["é", ['"é"', '"\\u00e9"', '"\\u00E9"']],
    ["\ud83d\udd11", ['"\ud83d\udd11"', '"\\ud83d\\udd11"', '"\\uD83D\\uDD11"']],
    ["\n", ['"\\n"', '"\\u000a"', '"\\u000A"']],
    ['"', ['"\\""', '"\\u0022"']],
    ["a", ['"a"', '"\\u0061"']],
    ["", ['""']],
    ["\ud800", ['"\\ud800"', '"\\uD800"']],
  ])("%j is written in all its forms", (text, forms) => {
    expect(new Set(many(2000, (source) => writeText(source, text)))).toEqual(new Set(forms));
  });
});

describe("unknown members", () => {
  const added = many(2000, (source) => unknownMembers(source, []));

  test("are none, one or two, and of a name that no schema has", () => {
    expect(new Set(added.map((members) => members.length))).toEqual(new Set([0, 1, 2]));
    for (const [name] of added.flat()) expect(name).toMatch(/^x-trent-unknown-[0-9a-f]{8}$/);
    expect(JSON.stringify(document)).not.toMatch(/x-trent-unknown/i);
  });

  test("have values of every JSON type, and nest", () => {
    const kinds = added
      .flat()
      .map(([, value]) => (value === null ? "null" : Array.isArray(value) ? "list" : typeof value));
    expect(new Set(kinds)).toEqual(new Set(["boolean", "number", "string", "list", "object"]));
    expect(JSON.stringify(added)).toContain('{"__type":');
    for (const [, value] of added.flat()) expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  });
});

describe("errors", () => {
  const forms = (body: JsonObject) => new Set(many(200, (source) => JSON.stringify(varyError(source, body))));

  test.each<[JsonObject, string[]]>([
    [
      { __type: "NotFoundException", message: "m" },
      [
        '{"__type":"NotFoundException","message":"m"}',
        '{"__type":"com.amazonaws.kms#NotFoundException","message":"m"}',
      ],
    ],
    [
      { __type: "ValidationException", message: "m" },
      [
        '{"__type":"ValidationException","message":"m"}',
        '{"__type":"ValidationException","Message":"m"}',
        '{"__type":"com.amazon.coral.validate#ValidationException","message":"m"}',
        '{"__type":"com.amazon.coral.validate#ValidationException","Message":"m"}',
      ],
    ],
    [
      { __type: "SerializationException", Message: "m" },
      [
        '{"__type":"SerializationException","message":"m"}',
        '{"__type":"SerializationException","Message":"m"}',
        '{"__type":"com.amazon.coral.service#SerializationException","message":"m"}',
        '{"__type":"com.amazon.coral.service#SerializationException","Message":"m"}',
      ],
    ],
    [
      { __type: "UnsupportedOperationException" },
      ['{"__type":"UnsupportedOperationException"}', '{"__type":"com.amazonaws.kms#UnsupportedOperationException"}'],
    ],
    [
      { __type: "UnknownOperationException" },
      ['{"__type":"UnknownOperationException"}', '{"__type":"com.amazon.coral.service#UnknownOperationException"}'],
    ],
    [{ __type: "a.b#C", message: "m" }, ['{"__type":"a.b#C","message":"m"}']],
    [{ message: "m" }, ['{"message":"m"}']],
  ])("%j in all its forms", (body, expected) => {
    expect(forms(body)).toEqual(new Set(expected));
  });

  test("the front end's are those that the document calls so", () => {
    const protocol = document.components.schemas.ProtocolError.oneOf.map(({ $ref }) => $ref.split("/").at(-1) ?? "");
    expect(Object.keys(errorNamespaces).sort()).toEqual([...protocol, "InternalFailure"].sort());
  });
});

describe("headers", () => {
  const given = {
    "x-amzn-RequestId": "2077c3bf-A538",
    "Content-Type": "application/x-amz-json-1.1",
    "Content-Length": 27,
  };
  const varied = many(200, (source) => varyHeaders(source, given));

  test("keep their values and, but for the case, their names", () => {
    for (const headers of varied) {
      const read = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      expect(Object.fromEntries(read)).toEqual({
        "x-amzn-requestid": "2077c3bf-A538",
        "content-type": "application/x-amz-json-1.1",
        "content-length": 27,
      });
    }
  });

  test("come in lower case, upper case, mixed case and every order", () => {
    const lines = varied.map((headers) => Object.keys(headers).join(" "));
    expect(lines.some((line) => line === line.toLowerCase())).toBe(true);
    expect(lines.some((line) => line === line.toUpperCase())).toBe(true);
    expect(lines.some((line) => /\b[a-z]+[A-Z]+[a-z]/.test(line))).toBe(true);
    expect(new Set(lines.map((line) => line.toLowerCase())).size).toBe(6);
  });
});

describe("page sizes", () => {
  const PAGED: Readonly<Record<string, number>> = Object.fromEntries(
    Object.values<OperationModel>(operations).flatMap(({ name, paging }) => (paging ? [[name, paging.usual]] : [])),
  );
  const limits = (operation: string, members: JsonObject) => {
    const { request } = createHostileMode(3, OWN);
    return Array.from({ length: 400 }, () => request(operation, members).Limit);
  };

  test.each(Object.entries(PAGED))("%s without Limit gets none or any up to %i", (operation, usual) => {
    const seen = limits(operation, { KeyId: "k", Marker: "m" });
    const sizes = seen.filter((limit) => limit !== undefined) as number[];
    expect(seen).toContain(undefined);
    expect(Math.min(...sizes)).toBe(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(usual);
    expect(new Set(sizes).size).toBeGreaterThan(usual / 3);
  });

  test.each([
    [1, [1]],
    [2, [1, 2]],
    [5, [1, 2, 3, 4, 5]],
  ])("Limit %i becomes one of %j", (asked, sizes) => {
    for (const operation of Object.keys(PAGED)) {
      expect([...new Set(limits(operation, { Limit: asked }))].sort()).toEqual(sizes);
    }
  });

  test.each([0, -1, 1001, 1.5, "5", Number.NaN, {}])("Limit %j is left for the operation to refuse", (asked) => {
    expect(new Set(limits("ListKeys", { Limit: asked }))).toEqual(new Set([asked]));
  });

  test("no other operation is touched, and what is given is never changed", () => {
    const { request } = createHostileMode(3, OWN);
    for (const name of [...NAMES, "NoOperation"]) {
      const members = Object.freeze({ KeyId: "k", Limit: 10 });
      const given = request(name, members);
      expect(given).not.toBe(members);
      expect(name in PAGED ? { ...given, Limit: 10 } : given).toEqual(members);
    }
    // As documented, so that an empty table is no success.
    expect(PAGED).toMatchObject({ ListKeys: 100, ListAliases: 50, ListResourceTags: 50, ListKeyRotations: 100 });
  });
});

describe("throttling", () => {
  test.each([1, 2, 3])("is about one in twenty and never soon again (seed %i)", (seed) => {
    const throttle = createThrottle(createDraws(seed, "test"));
    const calls = Array.from({ length: 20_000 }, () => throttle());
    const at = calls.flatMap((throttled, index) => (throttled ? [index] : []));
    expect(at.length).toBeGreaterThan(850);
    expect(at.length).toBeLessThan(1150);
    expect(Math.min(...at.slice(1).map((index, i) => index - at[i]!))).toBe(10);
    expect(new Set(calls.map((throttled) => throttled?.rule.error))).toEqual(
      new Set([undefined, "ThrottlingException"]),
    );
    expect(new Set(calls.map((throttled) => throttled?.message))).toEqual(
      new Set([
        undefined,
        "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.",
        "Rate exceeded",
      ]),
    );
  });
});
