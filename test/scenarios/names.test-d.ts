/**
 * Compiled by `tsc`, never run: each line below an `@ts-expect-error` must not compile, or `tsc` fails.
 */
import { createTrent } from "../../mock/adapters/in-process";
import { startMock } from "../../mock/server/start-mock";

export async function names(): Promise<void> {
  const trent = createTrent();
  await trent.scenario("slow-lists");
  await trent.session().scenario(undefined);
  // @ts-expect-error no scenario of Trent has this name
  await trent.scenario("slow-list");
  const mock = await startMock({ port: 0 });
  // @ts-expect-error nor on a mock that listens
  await mock.account("000000000001").scenario("slow-list");
  const own = await startMock({ port: 0, scenarios: "scenarios.yaml" });
  await own.scenario("one-of-the-file");
}
