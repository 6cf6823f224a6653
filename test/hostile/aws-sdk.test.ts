import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as kms from "@aws-sdk/client-kms";
import { createHostileMode, type HostileMode } from "../../mock/engine/hostile/hostile-mode";
import { firstRequestExample } from "../request-example";
import { DECLARED, type Declared, distinct, NAMES, type OperationName, OWN } from "./declared";

const SEED = Number(process.env.TRENT_HOSTILE_SEED ?? (Date.now() ^ (Math.random() * 2 ** 31)) >>> 0);
const REQUEST_ID = "2077c3bf-a538-11e6-b6fb-794e83344f84";

type Command = Parameters<kms.KMSClient["send"]>[0];
const exported = kms as unknown as Record<string, unknown>;

function commandOf(name: OperationName): Command {
  const Command = exported[`${name}Command`] as new (input: never) => Command;
  return new Command(firstRequestExample(name) as never);
}

/** What the SDK makes of an answer: its output, or the error that it throws. */
async function readBy(client: kms.KMSClient, name: OperationName): Promise<unknown> {
  try {
    const { $metadata, ...output } = await client.send(commandOf(name));
    return { status: $metadata.httpStatusCode, requestId: $metadata.requestId, output };
  } catch (error) {
    if (!(error instanceof kms.KMSServiceException)) throw error;
    const { name: type, message, $fault, $metadata } = error;
    const { httpStatusCode: status, requestId } = $metadata;
    return { status, requestId, type, message, $fault, class: error.constructor.name };
  }
}

describe(`the AWS SDK for JavaScript on hostile answers (TRENT_HOSTILE_SEED=${SEED})`, () => {
  let server: Server;
  let answer: Declared = DECLARED[0]!;
  let hostile: HostileMode | undefined;
  let throttled = 0;
  let calls = 0;
  let once: kms.KMSClient;
  let retrying: kms.KMSClient;

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on("end", () => {
        calls++;
        const throttling = hostile?.throttle();
        if (throttling) throttled++;
        const status = throttling ? 400 : answer.status;
        const body = throttling ? throttling.body : answer.body;
        const text = hostile?.body(answer.operation, status, body) ?? (body ? JSON.stringify(body) : "");
        const headers = {
          "x-amzn-RequestId": REQUEST_ID,
          "Cache-Control": "no-cache",
          "Content-Type": "application/x-amz-json-1.1",
          "Content-Length": Buffer.byteLength(text),
        };
        response.writeHead(status, hostile?.headers(headers) ?? headers).end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const common = {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    once = new kms.KMSClient({ ...common, maxAttempts: 1 });
    retrying = new kms.KMSClient(common);
  });

  afterAll(async () => {
    once.destroy();
    retrying.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  // Created once: it reads the document's schemas when it first varies an operation.
  const varied = createHostileMode(SEED, OWN);
  const examples = distinct(SEED);

  test.each(NAMES)("%s: its examples, and the errors whose turn it is, read as the plain ones", async (name) => {
    for (const declared of examples.filter(({ operation }) => operation === name)) {
      answer = declared;
      hostile = undefined;
      const plain = await readBy(once, name);
      expect(plain).toMatchObject({ status: declared.status, requestId: REQUEST_ID });
      hostile = { ...varied, throttle: () => undefined };
      for (let again = 0; again < 2; again++) expect(await readBy(once, name)).toEqual(plain);
    }
  });

  test("modelled errors have their class, and every error its name", async () => {
    hostile = { ...createHostileMode(SEED, OWN), throttle: () => undefined };
    for (const declared of DECLARED.filter(({ operation, status }) => operation === "CreateKey" && status >= 400)) {
      answer = declared;
      const type = String(declared.body?.__type);
      const Expected = (exported[type] ?? kms.KMSServiceException) as typeof kms.KMSServiceException;
      const error: unknown = await once.send(commandOf("CreateKey")).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(Expected);
      expect(error).toMatchObject({ name: type });
    }
  });

  test("throttling now and then is retried by the SDK as it comes, and no call fails", async () => {
    hostile = createHostileMode(11, OWN);
    answer = DECLARED.find(({ example }) => example === "OnDemandRunning")!;
    calls = 0;
    throttled = 0;
    let asked = 0;
    // The SDK waits about half a second for each: two are enough, and come within a hundred calls.
    for (; asked < 100 && throttled < 2; asked++) await retrying.send(commandOf("GetKeyRotationStatus"));
    expect(throttled).toBe(2);
    expect(calls).toBe(asked + throttled);
  });
});
