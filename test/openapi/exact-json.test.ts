import { mayLoseDigits, parseExact, stringifyExact, withNumbers } from "../../openapi/dialect/exact-json";

/** 2^53 + 1: the first integer that a double does not hold. */
const BIG = 9007199254740993n;

describe("parseExact", () => {
  test.each<[text: string, value: unknown]>([
    ["9007199254740993", BIG],
    ["-9007199254740993", -BIG],
    ["9007199254740992", 9007199254740992n],
    ["9007199254740991", 9007199254740991],
    ["0.12345678901234567", Number("0.12345678901234567")],
    ["12345678901234567.5", Number("12345678901234567.5")],
    ["12345678901234567e3", Number("12345678901234567e3")],
    ['"9007199254740993"', "9007199254740993"],
    ['{"a":[9007199254740993,1]}', { a: [BIG, 1] }],
    ['{"a":1,"a":9007199254740993}', { a: BIG }],
  ])("%s", (text, value) => {
    expect(parseExact(text)).toEqual(value);
  });

  test.each(["{9007199254740993}", "[9007199254740993", "09007199254740993", "9007199254740993n", ""])(
    "refuses %s as JSON.parse does",
    (text) => {
      expect(() => parseExact(text)).toThrow(SyntaxError);
    },
  );

  it("takes a member called __proto__ for a member", () => {
    const value = parseExact('{"__proto__":{"a":9007199254740993}}') as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(value).not.toHaveProperty("a");
  });

  it("takes a text that is nested as deep as JSON.parse takes it", () => {
    const text = `${"[".repeat(100_000)}9007199254740993${"]".repeat(100_000)}`;
    expect(Array.isArray(parseExact(text))).toBe(true);
  });
});

test.each<[value: unknown, text: string]>([
  [BIG, "9007199254740993"],
  [{ a: [BIG, undefined], b: undefined, c: "\u2028\ud800" }, '{"a":[9007199254740993,null],"c":"\u2028\\ud800"}'],
  [{ a: 1 }, '{"a":1}'],
])("stringifyExact %#", (value, text) => {
  expect(stringifyExact(value)).toBe(text);
});

test("withNumbers changes bigints alone, and copies only what has them", () => {
  const plain = { a: [1, null, "9007199254740993"] };
  expect(withNumbers(plain)).toBe(plain);
  expect(withNumbers({ plain, big: [BIG] })).toEqual({ plain, big: [9007199254740992] });
  expect(withNumbers({ plain, big: [BIG] }).plain).toBe(plain);
});

test.each([
  ['{"KeyId":"1234abcd-12ab-34cd-56ef-1234567890ab","RotationPeriodInDays":180}', false],
  ['{"Limit":9007199254740993}', true],
])("the text %s may lose digits: %s", (text, may) => {
  expect(mayLoseDigits(text)).toBe(may);
});
