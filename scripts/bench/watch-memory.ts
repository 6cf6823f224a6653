import { EXAMPLE_KEY, OPERATIONS } from "./compare";
import { measure } from "./measure";
import { startMockProcess } from "./servers";

/** Sends the mock so many requests, and reports its resident memory after each tenth: it must not grow without end. */
export async function watchMemory(requests: number, report: (line: string) => void): Promise<void> {
  const mock = await startMockProcess();
  try {
    const tenth = Math.ceil(requests / 10);
    for (let part = 1; part <= 10; part++) {
      const operation = OPERATIONS[part % 2] ?? OPERATIONS[0];
      await measure(mock, { operation, body: { KeyId: EXAMPLE_KEY } }, { requests: tenth });
      const usage = await mock.usage();
      report(`${tenth * part} requests: ${Math.round((usage?.residentBytes ?? 0) / 2 ** 20)} MiB`);
    }
  } finally {
    await mock.stop();
  }
}
