import { hostNameOf, isLoopback } from "./host-name";

/**
 * The origin that a person meant: what a browser sends in `Origin` for a page at that address.
 * @param text such as `localhost:3000` or `HTTP://a.test:80/`.
 * @returns such as `http://localhost:3000`; undefined where the text has no host.
 */
export function originMeant(text: string): string | undefined {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(withScheme)) return undefined;
  const { protocol, host } = new URL(withScheme);
  // Not `origin`: it is "null" for schemes such as chrome-extension.
  return host === "" ? undefined : `${protocol}//${host}`;
}

/** Whether a page of an origin is on this machine's loopback interface, or served under the host that it asks. */
export function isNear(origin: string, host: string | undefined): boolean {
  if (!/^https?:\/\//.test(origin) || originMeant(origin) !== origin) return false;
  const own = new URL(origin).host;
  return isLoopback(hostNameOf(own)) || (host !== undefined && originMeant(host) === `http://${own}`);
}
