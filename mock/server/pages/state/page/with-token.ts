import type { StateSource } from "./control-client";

/** Where the token is remembered: for this tab, and until it is closed. */
const NAME = "trent-control-token";

/**
 * A source that sends the token of `--control-token`, and asks for it where the mock wants one.
 * @param ask resolves with what the reader wrote. @param done is called once the mock has taken it.
 */
export function withToken(
  source: StateSource,
  ask: (isWrong: boolean) => Promise<string>,
  done: () => void,
): StateSource {
  let asked: Promise<string> | undefined;
  return send;

  async function send(request: Request, isAgain = false): Promise<Response> {
    const token = sessionStorage.getItem(NAME);
    const again = request.clone();
    if (token !== null) request.headers.set("authorization", `Bearer ${token}`);
    const response = await source(request);
    if (response.status !== 401) {
      if (isAgain) done();
      return response;
    }
    // Several requests may be refused at once: one question is enough, and none where another answer has come meanwhile.
    if (sessionStorage.getItem(NAME) === token) {
      asked ??= ask(token !== null);
      sessionStorage.setItem(NAME, await asked);
      asked = undefined;
    }
    return send(again, true);
  }
}
