/**
 * The host of a `Host` header, of an origin or of a URL, as a browser writes it: lower case, an IPv6 address in brackets,
 * without port and without the dot at the end.
 * @param text such as `localhost:4010`, `[::1]` or `mock.test`.
 * @returns undefined for what is no host.
 */
export function hostNameOf(text: string): string | undefined {
  if (/[\s/?#@\\]/.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  return new URL(`http://${text}`).hostname.replace(/\.$/, "");
}

/** The host of an address to listen on or of a connection, which has no brackets: `::1`, `::ffff:127.0.0.1`, `localhost`. */
export function hostNameOfAddress(address: string): string | undefined {
  const unmapped = address.replace(/^::ffff:(?=\d+\.)/, "");
  return hostNameOf(unmapped.includes(":") ? `[${unmapped}]` : unmapped);
}

/**
 * Whether a host is this machine's loopback interface. Browsers resolve `localhost` and all names under it themselves
 * (RFC 6761, section 6.3), so no DNS server can point them elsewhere.
 */
export function isLoopback(hostName: string | undefined): boolean {
  if (hostName === undefined) return false;
  return (
    hostName === "localhost" ||
    hostName.endsWith(".localhost") ||
    hostName === "[::1]" ||
    /^127(\.\d+){3}$/.test(hostName)
  );
}

/** Whether an address to listen on is this machine's alone. */
export function isLoopbackAddress(address: string): boolean {
  return isLoopback(hostNameOfAddress(address));
}
