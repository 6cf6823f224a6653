import { EXAMPLE_KEY, TARGETS } from "./compare";
import { measure } from "./measure";
import { startMockProcess } from "./servers";

/** Sends the mock so many requests, and reports its resident memory after each tenth: it must not grow without end. */
export async function watchMemory(requests: number, report: (line: string) => void): Promise<void> {
  const mock = await startMockProcess();
  try {
    const tenth = Math.ceil(requests / 10);
    for (let part = 1; part <= 10; part++) {
      await measure(mock, TARGETS[part % 2] ?? TARGETS[0], EXAMPLE_KEY, { requests: tenth });
      const usage = await mock.usage();
      report(`${tenth * part} requests: ${Math.round((usage?.residentBytes ?? 0) / 2 ** 20)} MiB`);
    }
  } finally {
    await mock.stop();
  }
}
