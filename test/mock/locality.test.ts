import type { RunningMock } from "../../mock/server/run-mock";
import { firstRequestExample } from "../request-example";
import { call, json, NAMES, startTestMock } from "./running";

const KEY = "key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("the keys in the answers are of the mock's Region and account", () => {
  it.each([
    { region: "us-east-1", account: "111122223333", arn: `arn:aws:kms:us-east-1:111122223333:${KEY}` },
    { region: "eu-central-1", account: "999988887777", arn: `arn:aws:kms:eu-central-1:999988887777:${KEY}` },
    { region: "cn-north-1", account: "111122223333", arn: `arn:aws-cn:kms:cn-north-1:111122223333:${KEY}` },
    { region: "us-gov-west-1", account: "000000000001", arn: `arn:aws-us-gov:kms:us-gov-west-1:000000000001:${KEY}` },
  ])("$region $account", async ({ region, account, arn }) => {
    const mock = await startTestMock({ region, account });
    const described = json(await call(mock.url, "DescribeKey")) as { KeyMetadata: Record<string, unknown> };
    const disabled = json(
      await call(mock.url, "EnableKeyRotation", undefined, { Prefer: "example=DisabledException" }),
    );
    await mock.close();
    expect(described.KeyMetadata).toMatchObject({ AWSAccountId: account, Arn: arn });
    expect(disabled).toEqual({ __type: "DisabledException", message: `${arn} is disabled.` });
  });
});

describe("away from home nothing of home is left in any example", () => {
  let mock: RunningMock;
  beforeAll(async () => {
    mock = await startTestMock({ region: "cn-north-1", account: "999988887777" });
  });
  afterAll(() => mock.close());

  it.each(NAMES)("%s", async (name) => {
    for (const status of [200, 400, 500]) {
      const answered = await call(mock.url, name, firstRequestExample(name), { Prefer: `code=${status}` });
      expect(answered.status).toBe(status);
      expect(answered.bytes.toString("utf8")).not.toMatch(/111122223333|us-east-1|arn:aws:/);
    }
  });
});
