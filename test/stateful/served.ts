import { KMSClient, type KMSClientConfig } from "@aws-sdk/client-kms";
import type { components } from "../../generated/control";
import type { MockOptions } from "../../mock/server/mock-options";
import { type RunningMock, runMock } from "../../mock/server/run-mock";

/** The reference page's key, which the default fixture has. */
export const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

/** A mock with state on a free port, with a way to its control interface and a client of the newest SDK. */
export class Served {
  private constructor(
    readonly mock: RunningMock,
    readonly kms: KMSClient,
  ) {}

  static async start(options: Partial<MockOptions> = {}): Promise<Served> {
    const mock = await runMock({
      host: "127.0.0.1",
      port: 0,
      region: "us-east-1",
      account: "111122223333",
      logLevel: "silent",
      corsOrigin: [],
      ...options,
    });
    return new Served(mock, clientOf(mock.url));
  }

  /** Asks the control interface; gives the parsed body, undefined where it is empty. */
  async control<Body = unknown>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${this.mock.url}/_trent${path}`, init);
    const text = await response.text();
    return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as Body };
  }

  async moveDays(days: number): Promise<void> {
    await this.control("PUT", "/clock", { move: { days } });
  }

  async events(): Promise<components["schemas"]["Events"]> {
    return (await this.control<components["schemas"]["Events"]>("GET", "/events")).body;
  }

  async stop(): Promise<void> {
    this.kms.destroy();
    await this.mock.close();
  }
}

/** A client as anyone would make it; only the endpoint is the mock's. */
export function clientOf(endpoint: string, config: KMSClientConfig = {}): KMSClient {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return new KMSClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1, ...config });
}
