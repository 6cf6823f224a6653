import fc from "fast-check";
import { linearPattern } from "../../openapi/dialect/patterns/linear-pattern";
import { TimeBoundExceeded, withinTime } from "../../openapi/dialect/time-bound";

/** Patterns of AWS's models, one for each feature that they use, and some that are made to be hard. */
const PATTERNS = [
  "",
  "a|bc|",
  "^a+?b*$",
  "(?:ab){2,3}c",
  "^[a-z]{3,5}[a-z]{2}$",
  "^(?:[a-c]{1,3}-?){2,4}$",
  "[^\\s]+\\b\\d",
  "\\Ba\\B",
  "^.{0,3}$",
  "^[\\p{L}\\p{Z}_.:/=+\\-@]*$",
  "^\\S.*(?<!-)$",
  "^(?!aws:).+",
  "^(?=^\\$)(?=^\\S+$).*$",
  "^(?!D-|d-)([\\da-zA-Z]+)([-]*[\\da-zA-Z])*",
  "^((?!\\\\[nr]).)+",
  "(?<=a)b(?=c)",
  "(?<!(?<=a)b)c",
  "^(?=(?!b)[ab])a(?:(?=b)b|c)*$",
  "^[0-9a-z\\.\\-]*(?<!\\.)$",
  "^(?:a{2,}|b{0,2}c){1,3}$",
  "^(?:a*)*$",
  "^(?:a|b?){3}$",
  "^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$",
  "^((25[0-5]|(2[0-4]|1[0-9]|[1-9]|)[0-9])(\\.(?!$)|$)){4}",
  "^(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$",
];

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abc-.1: $\\n\u00e9\u{1F600}"), maxLength: 12 }),
  fc.constantFrom("aws:x", "10.0.0.255", "x.example.com", "d-1", "\ud83d", "a\n"),
);

test.each(PATTERNS)("%s means what it means to V8", (source) => {
  const [linear, native] = [linearPattern(source), new RegExp(source, "u")];
  fc.assert(
    fc.property(text, (sample) => linear.test(sample) === native.test(sample)),
    { numRuns: 400 },
  );
});

test.each([
  ["^(a+)+$", `${"a".repeat(50_000)}!`, false],
  ["^(a|a)*$", `${"a".repeat(50_000)}!`, false],
  // Of a model of AWS's.
  ["^[a-z0-9*](?:[._\\-/a-z0-9*]?[a-z0-9*]+)*$", `${"a".repeat(50_000)}!`, false],
  ["(?=(a+)+$)a", `${"a".repeat(50_000)}!`, false],
  [".*.*.*x", "a".repeat(50_000), false],
  ["^.{1,2048}$", "a".repeat(2_048), true],
  ["^.{1,2048}$", "a".repeat(2_049), false],
  ["[a-z]{1000,2000}!", `${"a".repeat(50_000)}!`, true],
])("%s takes time in proportion to the text", (source, sample, want) => {
  const began = performance.now();
  expect(linearPattern(source).test(sample)).toBe(want);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test.each([
  ["(a)\\1", "it has a back-reference"],
  ["^(?:(?:a{2}b){200}){200}$", "it is too large"],
  ["(", "Unterminated group"],
])("%s is refused: %s", (source, why) => {
  expect(() => linearPattern(source)).toThrow(why);
});

test("work ends when its time is over, and only there", () => {
  const run = () => linearPattern("^(?:(?:a?b?c?){60}){9}$").test("abc".repeat(40_000));
  expect(() => withinTime(20, run)).toThrow(TimeBoundExceeded);
  expect(withinTime(20, () => linearPattern("^a+$").test("aaa"))).toBe(true);
});
