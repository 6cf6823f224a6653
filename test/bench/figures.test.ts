import { goalResults } from "../../scripts/bench/goals";
import type { Measurement } from "../../scripts/bench/measure";
import { parseStat } from "../../scripts/bench/process-usage";
import { ownHeaders } from "../../scripts/bench/recorded-answer";
import { summarise } from "../../scripts/bench/summary";
import { markdown } from "../../scripts/bench/table";

const NAMES = { mock: "trent mock", bare: "bare", prism: "prism" };

const measurement = (server: string, requestsPerSecond: number, cpuPerRequest?: number): Measurement => ({
  server,
  operation: "EnableKeyRotation",
  requests: 100,
  requestsPerSecond,
  p50: 1,
  p99: 2,
  failed: 0,
  cpuPerRequest,
});

test.each([
  { name: "a plain name", program: "node" },
  { name: "a name with spaces and parentheses", program: "a (b) 7 c" },
])("/proc/PID/stat of $name: user and system ticks as microseconds, pages as bytes", ({ program }) => {
  const fields = Array.from({ length: 49 }, (_, at) => String(at + 4));
  const line = `123 (${program}) S ${fields.join(" ")}\n`;
  expect(parseStat(line, 100, 4096)).toEqual({ cpuMicroseconds: (14 + 15) * 10_000, residentBytes: 24 * 4096 });
});

test("headers that node:http adds itself are left out, with their values", () => {
  const raw = ["x-amzn-RequestId", "date", "Date", "Fri", "Content-Length", "2", "Connection", "keep-alive"];
  expect(ownHeaders(raw)).toEqual(["x-amzn-RequestId", "date", "Content-Length", "2"]);
});

test("rounds: medians of figures, and ratios within each round with their range", () => {
  const rounds = [
    [measurement("trent mock", 60, 15), measurement("bare", 100, 10), measurement("prism", 5)],
    [measurement("trent mock", 40, 24), measurement("bare", 50, 20), measurement("prism", 5)],
    [measurement("trent mock", 70, 14), measurement("bare", 100, 10), measurement("prism", 5)],
  ];
  const rows = summarise(rounds, NAMES);
  expect(rows).toMatchObject([
    {
      server: "trent mock",
      requestsPerSecond: 60,
      cpuPerRequest: 15,
      cpuToBare: { median: 1.4, least: 1.2, most: 1.5 },
    },
    { server: "bare", cpuPerRequest: 10, mockToThis: { median: 0.7, least: 0.6, most: 0.8 } },
    { server: "prism", mockToThis: { median: 12, least: 8, most: 14 } },
  ]);
  expect(rows[2]).not.toHaveProperty("cpuToBare");
  expect(markdown(rows).split("\n").slice(2)).toEqual([
    "| EnableKeyRotation | trent mock | 60 | 1 | 2 | 15 | 1.4x (1.2 to 1.5) | 1x | 0 |",
    "| EnableKeyRotation | bare | 100 | 1 | 2 | 10 | 1x | 0.7x (0.6 to 0.8) | 0 |",
    "| EnableKeyRotation | prism | 5 | 1 | 2 | n/a | n/a | 12x (8 to 14) | 0 |",
  ]);
});

test.each([
  { mock: [70, 13.5], reached: [true, true, true] },
  { mock: [69, 13.6], reached: [false, false, false] },
])("goals with a mock of $mock requests/s and µs beside 100 and 10, and Prism's 7: $reached", ({ mock, reached }) => {
  const [speed = 0, cpu] = mock;
  const round = [measurement("trent mock", speed, cpu), measurement("bare", 100, 10), measurement("prism", 7, 90)];
  expect(goalResults(summarise([round], NAMES), NAMES).map((result) => result.reached)).toEqual(reached);
});
