import { fullFormats } from "ajv-formats/dist/formats";
import fc from "fast-check";
import { dateTime } from "../../openapi/dialect/date-time";

const theirs = fullFormats["date-time"] as { validate: (text: string) => boolean };

it.each([
  ["2030-01-01T00:00:00Z", true],
  ["2030-01-01t00:00:00.123z", true],
  ["2030-01-01 00:00:00+01:00", true],
  ["2030-01-01T00:00:00-0130", true],
  ["2024-02-29T00:00:00Z", true],
  ["2000-02-29T00:00:00Z", true],
  ["2100-02-29T00:00:00Z", false],
  ["2030-02-30T00:00:00Z", false],
  ["2030-13-01T00:00:00Z", false],
  ["2030-00-01T00:00:00Z", false],
  ["2030-01-01T24:00:00Z", false],
  ["2030-01-01T00:00:00", false],
  ["2030-01-01T23:59:60Z", true],
  ["2030-01-01T22:59:60Z", false],
  ["2030-01-01T00:59:60+01:00", true],
  ["2030-01-01", false],
  ["tomorrow", false],
])("%s: %j, as ajv-formats says", (text, want) => {
  expect([dateTime.validate(text), theirs.validate(text)]).toEqual([want, want]);
});

test("the two agree on texts near a moment", () => {
  const two = fc.integer({ min: 0, max: 62 }).map((n) => String(n).padStart(2, "0"));
  const zone = fc.oneof(
    fc.constantFrom("Z", "z", "", "+00:00"),
    fc.tuple(fc.constantFrom("+", "-"), two, two).map(([s, h, m]) => `${s}${h}:${m}`),
  );
  const year = fc.integer({ min: 0, max: 9999 }).map((n) => String(n).padStart(4, "0"));
  fc.assert(
    fc.property(
      year,
      two,
      two,
      fc.constantFrom("T", "t", " ", "x"),
      two,
      two,
      two,
      zone,
      (y, mo, d, t, h, mi, s, z) => {
        const text = `${y}-${mo}-${d}${t}${h}:${mi}:${s}${z}`;
        expect({ text, is: dateTime.validate(text) }).toEqual({ text, is: theirs.validate(text) });
      },
    ),
    { numRuns: 3000 },
  );
});
