import { GATHERING, GroupedWrites, SPACING } from "../../mock/server/persist/grouped";

/** The clock and the timers are simulated: what is asserted is when a write begins, to the millisecond. */
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const LONG = 20;

/** Writes that each take so many milliseconds; `begun` holds the moment at which each began. */
function grouped(takes: number, attempt: (write: number) => void = () => {}) {
  const from = performance.now();
  const begun: number[] = [];
  const failures: unknown[] = [];
  const writes = new GroupedWrites(
    async () => {
      begun.push(performance.now() - from);
      const write = begun.length;
      await new Promise((resolve) => setTimeout(resolve, takes));
      attempt(write);
    },
    (error) => failures.push(error),
  );
  writes.start();
  return { writes, begun, failures };
}

test("a write begins when its first change is old enough; the changes after that one do not put it off", async () => {
  const { writes, begun } = grouped(1);
  for (let after = 0; after < GATHERING; after += 10) {
    writes.changed();
    await jest.advanceTimersByTimeAsync(10);
  }
  expect(begun).toEqual([GATHERING]);
});

test.each([
  { takes: 1, gap: GATHERING + 1, why: "the next change comes after it, and is gathered for" },
  { takes: LONG, gap: LONG * SPACING, why: "writing takes a tenth of the time at most for" },
])("after a write of $takes ms the next one begins $gap ms after it: $why", async ({ takes, gap }) => {
  const { writes, begun } = grouped(takes);
  writes.changed();
  await jest.advanceTimersByTimeAsync(GATHERING + takes);
  for (const expected of [[0], [0, gap]]) {
    expect(begun.map((at) => at - GATHERING)).toEqual(expected);
    writes.changed();
    await jest.advanceTimersByTimeAsync(gap - takes);
  }
});

test("a change during a write is in the next one", async () => {
  const { writes, begun } = grouped(LONG);
  writes.changed();
  await jest.advanceTimersByTimeAsync(GATHERING + LONG / 2);
  writes.changed();
  await jest.advanceTimersByTimeAsync(LONG * SPACING);
  expect(begun).toEqual([GATHERING, GATHERING + LONG * SPACING]);
});

test("without a change there is no write, and none after the stop", async () => {
  const { writes, begun } = grouped(1);
  await jest.advanceTimersByTimeAsync(10 * GATHERING);
  writes.changed();
  writes.stop();
  writes.changed();
  await jest.advanceTimersByTimeAsync(10 * GATHERING);
  expect(begun).toEqual([]);
});

test("a write that fails is tried again by the same rule, and only the first failure in a row is reported", async () => {
  const { writes, begun, failures } = grouped(LONG, (write) => {
    if (write < 3) throw new Error(`write ${write}`);
  });
  writes.changed();
  await jest.advanceTimersByTimeAsync(10 * LONG * SPACING);
  expect(begun).toEqual([0, 1, 2].map((write) => GATHERING + write * LONG * SPACING));
  expect(failures).toEqual([new Error("write 1")]);
});
