/** Where the state comes from: `fetch` of a page, or that of a mock in the same process. */
export type StateSource = (request: Request) => Promise<Response>;

/** The parameters of a path. Those that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** A request that the mock refused, with its sentence. */
export class RefusedRequest extends Error {
  override readonly name = "RefusedRequest";

  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** Calls the control interface. Every call rejects with a {@link RefusedRequest}, or as `fetch` does where no mock answers. */
export class ControlClient {
  /** @param base an address of the mock; only its origin counts. */
  constructor(
    private readonly source: StateSource,
    private readonly base: string,
  ) {}

  get<Body>(path: string, query: Query = {}): Promise<Body> {
    return this.ask<Body>("GET", path, query);
  }

  async send(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown, query: Query = {}): Promise<void> {
    await this.ask(method, path, query, body);
  }

  private async ask<Body>(method: string, path: string, query: Query, body?: unknown): Promise<Body> {
    const url = new URL(`/_trent${path}`, this.base);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined && value !== "") url.searchParams.set(name, String(value));
    const init: RequestInit = { method };
    if (method === "POST" || method === "PUT") {
      init.headers = { "content-type": "application/json" };
      init.body = JSON.stringify(body ?? {});
    }
    const response = await this.source(new Request(url, init));
    const text = await response.text();
    if (response.ok) return (text === "" ? undefined : JSON.parse(text)) as Body;
    throw new RefusedRequest(sentenceOf(text) ?? `The mock answered ${response.status}.`, response.status);
  }
}

function sentenceOf(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === "string" ? error : undefined;
  } catch {
    return undefined;
  }
}
