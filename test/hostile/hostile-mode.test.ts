import { createHostileMode, type HostileMode } from "../../mock/engine/hostile/hostile-mode";
import type { JsonObject } from "../../openapi/dialect/document";
import { DECLARED, distinct, ERRORS, meaningOf, NAMES, OWN, SUCCESSES } from "./declared";

/** A failure names its seed: give it here to see the same bytes again. */
const SEED = Number(process.env.TRENT_HOSTILE_SEED ?? (Date.now() ^ (Math.random() * 2 ** 31)) >>> 0);

/** All that a hostile does, for the examples and once more. */
function everything(hostile: HostileMode): string {
  const examples = distinct(SEED);
  const said = [...examples, ...examples].map(({ operation, status, body }) => [
    hostile.throttle(),
    hostile.request(operation, { KeyId: "k" }),
    hostile.body(operation, status, body),
    Object.entries(hostile.headers({ "x-amzn-RequestId": "r", Expires: "0", "Content-Length": 3 })),
  ]);
  return JSON.stringify(said);
}

describe("replay", () => {
  test("the same calls with the same seed give the same bytes, with another seed others", () => {
    for (const seed of [0, 1, -1, 2 ** 40, 0.5, SEED]) {
      expect(everything(createHostileMode(seed, OWN))).toBe(everything(createHostileMode(seed, OWN)));
    }
    expect(everything(createHostileMode(1, OWN))).not.toBe(everything(createHostileMode(2, OWN)));
    expect(everything(createHostileMode(1, OWN))).not.toBe(everything(createHostileMode(1.5, OWN)));
  });

  test("what an answer says does not move the variations of the next one, nor the throttling", () => {
    const [one, other] = [createHostileMode(SEED, OWN), createHostileMode(SEED, OWN)];
    const next = { KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab", KeyRotationEnabled: true, NextRotationDate: 1.5 };
    one.body("GetKeyPolicy", 200, { Policy: "a/".repeat(999), PolicyName: "default" });
    other.body("EnableKeyRotation", 200, undefined);
    one.request("ListKeys", {});
    other.request("EnableKey", {});
    for (let i = 0; i < 200; i++) {
      expect(one.body("GetKeyRotationStatus", 200, next)).toBe(other.body("GetKeyRotationStatus", 200, next));
      expect(one.request("ListKeys", {})).toEqual(other.request("ListKeys", {}));
      expect(one.throttle()).toEqual(other.throttle());
    }
  });
});

describe(`bodies (TRENT_HOSTILE_SEED=${SEED})`, () => {
  const hostile = createHostileMode(SEED, OWN);
  const bodyOf = (operation: string, status: number, body: JsonObject) => {
    const before = structuredClone(body);
    const text = hostile.body(operation, status, body);
    expect(body).toEqual(before);
    return text;
  };

  const examples = new Set(distinct(SEED));
  test.each(NAMES)("of %s mean the same in every form", (name) => {
    const declared = DECLARED.filter(({ operation }) => operation === name);
    expect(new Set(declared.map(({ status }) => status))).toEqual(new Set([200, 400, 500]));
    for (const { status, body } of declared.filter((each) => examples.has(each))) {
      for (let again = 0; again < 15; again++) {
        if (body === undefined) expect(hostile.body(name, status, body)).toBe("");
        else expect(meaningOf(JSON.parse(bodyOf(name, status, body)))).toEqual(meaningOf(body));
      }
    }
  });

  test("vary in the order of members at every level, and keep that of lists", () => {
    const body = { Rotations: [{ KeyId: "a", RotationType: "AUTOMATIC" }, { KeyId: "b" }], Truncated: false };
    const seen = Array.from({ length: 200 }, () => JSON.parse(bodyOf("ListKeyRotations", 200, body)));
    const orders = (values: object[]) =>
      new Set(
        values.map((value) =>
          Object.keys(value)
            .filter((name) => !name.startsWith("x-trent-"))
            .join(),
        ),
      );
    expect(orders(seen)).toEqual(new Set(["Rotations,Truncated", "Truncated,Rotations"]));
    expect(orders(seen.map(({ Rotations }) => Rotations[0]))).toEqual(
      new Set(["KeyId,RotationType", "RotationType,KeyId"]),
    );
    const added = (value: object) => Object.keys(value).some((name) => name.startsWith("x-trent-unknown-"));
    expect(seen.some(added)).toBe(true);
    expect(seen.some(({ Rotations }) => added(Rotations[1]))).toBe(true);
  });

  test("write every time that the document declares as Java doubles too, and no other number", () => {
    const times = new Set<string>();
    const numbers = new Set<string>();
    for (const { operation, body } of SUCCESSES) {
      for (let again = 0; again < 60; again++) {
        const text = bodyOf(operation, 200, body);
        for (const [, name = ""] of text.matchAll(/"([A-Za-z]+)":[\d.]+E\d+/g)) times.add(name);
        for (const [, name = ""] of text.matchAll(/"(\w+)":\d/g)) numbers.add(name);
      }
    }
    const names = [
      "CreationDate",
      "DeletionDate",
      "KeyCreationDate",
      "LastUpdatedDate",
      "NextRotationDate",
      "OnDemandRotationStartDate",
      "ParametersValidTo",
      "RotationDate",
      "Timestamp",
      "TrackingStartDate",
    ];
    expect([...times].sort()).toEqual(names);
    expect([...numbers]).toEqual(expect.arrayContaining(["RotationPeriodInDays", "PendingWindowInDays"]));
  });

  test("take a time from the schema, not from the name", () => {
    const seen = Array.from({ length: 100 }, () => hostile.body("DescribeKey", 200, { DeletionDate: 1500000000 }));
    for (const text of seen) expect(text).toMatch(/"DeletionDate":1500000000[,}]/);
  });

  test("stay readable where the operation is not known", () => {
    for (const { body } of ERRORS) expect(meaningOf(JSON.parse(bodyOf("", 400, body)))).toEqual(meaningOf(body));
  });

  test("keep what JSON has no text for as JSON.stringify does", () => {
    const body = { a: undefined, b: [undefined, Number.NaN], __proto__: null };
    expect(meaningOf(JSON.parse(hostile.body("", 200, body)))).toEqual({ b: [null, null] });
  });
});
