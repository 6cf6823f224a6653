import type { HeaderLine } from "../contract-exchange";
import type { Sender } from "./sender";

/** A request as AWS's client hands it to its request handler. */
interface ClientRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A request handler for AWS's client that sends as the suite does: for a target that has no address on a network. */
export function clientHandler(sender: Sender) {
  return {
    async handle({ method, path, headers, body = "" }: ClientRequest) {
      const lines = Object.entries(headers) as readonly HeaderLine[];
      const sent = { operation: undefined, method, path, headers: lines, body: Buffer.from(body as Uint8Array) };
      const { status, headers: answered, bytes } = await sender.deliver(sent, false);
      return { response: { statusCode: status, headers: Object.fromEntries(answered), body: new Uint8Array(bytes) } };
    },
  };
}
