import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  NotFoundException,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import { clientOf, KEY_ID, Served } from "./served";

/** A new seed each time, printed when a test fails; TRENT_HOSTILE_SEED replays it. */
const seed = Number(process.env.TRENT_HOSTILE_SEED ?? Date.now() % 2 ** 31);

test(`the AWS SDK works on a hostile mock with its own retries (TRENT_HOSTILE_SEED=${seed})`, async () => {
  const served = await Served.start({ hostile: true, seed });
  const kms = clientOf(served.mock.url, { maxAttempts: 3 });
  for (let round = 0; round < 10; round++) {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: `round ${round}` }));
    expect(Math.abs(KeyMetadata!.CreationDate!.getTime() - Date.now())).toBeLessThan(60_000);
    await kms.send(new EnableKeyRotationCommand({ KeyId: KeyMetadata!.KeyId, RotationPeriodInDays: 90 + round }));
    const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId: KeyMetadata!.KeyId }));
    expect(status).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 90 + round });
    const missing = kms.send(new DescribeKeyCommand({ KeyId: "00000000-0000-4000-8000-00000000dead" }));
    await expect(missing).rejects.toBeInstanceOf(NotFoundException);
  }
  const ids = new Set<string>();
  for await (const page of paginateListKeys({ client: kms, pageSize: 10 }, {}))
    for (const key of page.Keys ?? []) ids.add(key.KeyId!);
  expect(ids).toContain(KEY_ID);
  kms.destroy();
  await served.stop();
});

test("one seed gives the same bytes, another seed others", async () => {
  const bytesOf = async (chosen: number) => {
    const served = await Served.start({ hostile: true, seed: chosen, fixtures: "none" });
    await served.control("PUT", "/clock", { frozen: true, now: "2030-01-01T00:00:00.000Z" });
    const answers: string[] = [];
    for (const operation of ["CreateKey", "CreateKey", "ListKeys", "ListAliases"]) {
      const headers = { "x-amz-target": `TrentService.${operation}`, "content-type": "application/x-amz-json-1.1" };
      const answer = await fetch(served.mock.url, { method: "POST", headers, body: "{}" });
      answers.push(`${answer.headers.get("x-amzn-requestid")} ${await answer.text()}`);
    }
    await served.stop();
    return answers;
  };
  const first = await bytesOf(seed);
  expect(await bytesOf(seed)).toEqual(first);
  expect(await bytesOf(seed + 7)).not.toEqual(first);
});
