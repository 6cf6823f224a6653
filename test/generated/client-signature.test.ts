import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { type Credentials, createTrentClient } from "../../generated/client";
import { Served } from "../stateful/served";

const CREDENTIALS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

interface Signed {
  readonly endpoint: string;
  readonly region?: string;
  readonly credentials: Credentials;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the client sends for a signed call. */
async function sent({ endpoint, region, credentials, text = "", headers }: Signed): Promise<Request> {
  const seen: Request[] = [];
  const fetch = async (request: Request) => {
    seen.push(request);
    return new Response("{}");
  };
  const client = createTrentClient({ endpoint, region, credentials, fetch });
  await client.UpdateKeyDescription({ KeyId: "k", Description: text }, { headers });
  return seen[0]!;
}

describe("the signature is that of AWS's own signer", () => {
  it.each<[what: string, call: Signed]>([
    [
      "a plain endpoint",
      { endpoint: "https://kms.eu-central-1.amazonaws.com", region: "eu-central-1", credentials: CREDENTIALS },
    ],
    ["no Region", { endpoint: "http://127.0.0.1:4010", credentials: CREDENTIALS }],
    [
      "a session token",
      { endpoint: "http://localhost", region: "us-east-1", credentials: { ...CREDENTIALS, sessionToken: "t/+=" } },
    ],
    ["a path", { endpoint: "http://localhost:80/a b/c%20d/é!'()*/", region: "us-east-1", credentials: CREDENTIALS }],
    [
      "a text in many scripts",
      { endpoint: "http://localhost", region: "us-east-1", credentials: CREDENTIALS, text: "Schlüssel 鍵 🔑" },
    ],
    [
      "further headers",
      {
        endpoint: "http://localhost",
        region: "us-east-1",
        credentials: CREDENTIALS,
        headers: { "X-Amz-Note": " a   b ", Prefer: "code=400" },
      },
    ],
  ])("%s", async (_what, call) => {
    const request = await sent(call);
    const { authorization, prefer, ...headers } = Object.fromEntries(request.headers);
    const { hostname, host, pathname, protocol } = new URL(request.url);
    const signer = new SignatureV4({
      service: "kms",
      region: call.region ?? "us-east-1",
      credentials: call.credentials as typeof CREDENTIALS,
      sha256: Sha256,
      applyChecksum: false,
    });
    const [, year, month, day, hour, minute, second] = /(....)(..)(..)T(..)(..)(..)Z/.exec(headers["x-amz-date"]!)!;
    const expected = await signer.sign(
      {
        method: "POST",
        protocol,
        hostname,
        path: pathname,
        query: {},
        headers: { ...headers, host },
        body: await request.text(),
      },
      { signingDate: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) },
    );
    expect(authorization).toBe(expected.headers.authorization);
    expect(Math.abs(Date.now() - Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`))).toBeLessThan(
      60_000,
    );
  });
});

describe("the mock takes a signed call", () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.start();
  });
  afterAll(() => served.stop());

  it("for the Region of its scope and the account of its access key", async () => {
    const credentials = { accessKeyId: "444455556666", secretAccessKey: "any" };
    const kms = createTrentClient({ endpoint: served.mock.url, region: "eu-central-1", credentials });
    const { data, error } = await kms.CreateKey();
    expect(error).toBeUndefined();
    expect(data?.KeyMetadata?.Arn).toMatch(/^arn:aws:kms:eu-central-1:444455556666:key\//);
  });

  it("asks a function for the credentials of each call", async () => {
    const accounts = ["444455556666", "777788889999"];
    const credentials = async () => ({ accessKeyId: accounts.shift()!, secretAccessKey: "any" });
    const kms = createTrentClient({ endpoint: served.mock.url, credentials });
    const arns = [await kms.CreateKey(), await kms.CreateKey()].map(
      ({ data }) => data?.KeyMetadata?.Arn?.split(":")[4],
    );
    expect(arns).toEqual(["444455556666", "777788889999"]);
  });
});

/** SHA-256 of node:crypto in the form that the signing library expects. */
class Sha256 {
  private readonly hash;

  constructor(secret?: unknown) {
    this.hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as Uint8Array);
  }

  update(data: unknown): void {
    this.hash.update(data as Uint8Array);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}
