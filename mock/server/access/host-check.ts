import type { IncomingMessage } from "node:http";
import { hostNameOf, hostNameOfAddress, isLoopback } from "./host-name";

/** Whether a request may be answered, by its `Host` header. */
export type HostCheck = (request: IncomingMessage) => boolean;

/** How many texts of the header are remembered as right. A browser can make up any number of names under `localhost`. */
const REMEMBERED = 100;

/**
 * Makes the check against DNS rebinding: a page of `http://evil.test` whose name is then pointed to this machine is of the
 * mock's own origin for its browser, and only the `Host` header shows it. Right are loopback names, the address that the
 * mock listens on, the address that the connection came to (a number cannot be rebound), and the names allowed. A request
 * without the header comes from no browser.
 * @param listening the address that the mock was started with.
 * @param allowed further host names.
 */
export function createHostCheck(listening: string, allowed: readonly string[]): HostCheck {
  const names = new Set([hostNameOfAddress(listening), ...allowed.map(hostNameOf)]);
  const known = new Set<string>();
  return ({ headers: { host }, socket }) => {
    // Every call of the API comes here: a look-up is all that it may cost.
    if (host === undefined || known.has(host)) return true;
    const name = hostNameOf(host);
    if (name === undefined) return false;
    if (!isLoopback(name) && !names.has(name) && name !== hostNameOfAddress(socket.localAddress ?? "")) return false;
    if (known.size >= REMEMBERED) known.clear();
    known.add(host);
    return true;
  };
}
