import * as kms from "@aws-sdk/client-kms";
import { operations } from "../../generated/operations";
import { type RunningMock, runMock } from "../../mock/server/run-mock";
import { firstRequestExample } from "../request-example";

/** A client of the newest AWS SDK for JavaScript, used as anyone would: only the endpoint is the mock's. */
function clientFor(url: string, prefer?: string): kms.KMSClient {
  const client = new kms.KMSClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test", sessionToken: "session" },
    maxAttempts: 1,
  });
  if (prefer !== undefined) {
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers.prefer = prefer;
        return next(args);
      },
      { step: "build", name: "prefer" },
    );
  }
  return client;
}

/** One command in the place of each: to check a union of them all takes the compiler seconds. */
type AnyCommand = kms.ListKeysCommand;
type CommandClass = new (input: never) => AnyCommand;
type ErrorClass = new (...args: never[]) => Error;

const exported = kms as unknown as Record<string, unknown>;
const names = Object.keys(operations) as (keyof typeof operations)[];

/** A command of the SDK with the operation's first request example of the document. */
function commandOf(name: keyof typeof operations): AnyCommand {
  const Command = exported[`${name}Command`] as CommandClass;
  return new Command(firstRequestExample(name) as never);
}

describe("the AWS SDK for JavaScript on the mock", () => {
  let mock: RunningMock;
  let client: kms.KMSClient;

  beforeAll(async () => {
    mock = await runMock({
      port: 0,
      host: "127.0.0.1",
      region: "us-east-1",
      account: "111122223333",
      logLevel: "silent",
      corsOrigin: [],
      stateless: true,
    });
    client = clientFor(mock.url);
  });

  afterAll(async () => {
    client.destroy();
    await mock.close();
  });

  test.each(names)("calls %s", async (name) => {
    const output = await client.send(commandOf(name));
    expect(output.$metadata.httpStatusCode).toBe(200);
    expect(output.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("reads a time as a Date, a number as a number, a list as a list", async () => {
    const { KeyMetadata } = await client.send(
      new kms.DescribeKeyCommand({ KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }),
    );
    expect(KeyMetadata?.CreationDate).toBeInstanceOf(Date);
    expect(KeyMetadata?.CreationDate?.getUTCFullYear()).toBeGreaterThan(2000);
    const status = await client.send(
      new kms.GetKeyRotationStatusCommand({ KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }),
    );
    expect(status).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    expect(status.NextRotationDate).toBeInstanceOf(Date);
    const { Rotations } = await client.send(
      new kms.ListKeyRotationsCommand({ KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }),
    );
    expect(Rotations?.some((r) => r.RotationDate instanceof Date)).toBe(true);
  });

  const faults = names.flatMap((name) =>
    operations[name].responses.flatMap((response) =>
      response.errors.map(({ type }) => ({ name, type, status: response.status })),
    ),
  );

  test.each(faults)("$name: $type arrives as what the SDK has for it", async ({ name, type, status }) => {
    const failing = clientFor(mock.url, `code=${status}, example=${type}`);
    const error: unknown = await failing.send(commandOf(name)).then(
      () => undefined,
      (e: unknown) => e,
    );
    failing.destroy();
    // The protocol's own errors are not in the SDK's model: it has no class for them, only the service's base class.
    const Expected = (exported[type] ?? kms.KMSServiceException) as ErrorClass;
    expect(error).toBeInstanceOf(Expected);
    expect(error).toMatchObject({ name: type, $metadata: { httpStatusCode: status } });
  });
});
