import type { IncomingHttpHeaders } from "node:http";
import type { Locality } from "./locality";

const SCOPE = /Credential=([^/\s,]+)\/\d{8}\/([^/\s,]+)\//;

/**
 * Whose call it is: the Region of the credential scope where the request is signed, else the mock's own. An access key
 * of twelve digits names the account, so that one mock can be called as several accounts; any other is the mock's own.
 */
export function localityOf(headers: IncomingHttpHeaders, home: Locality): Locality {
  const { authorization } = headers;
  const credential = headers["x-amz-credential"];
  const scope =
    authorization?.match(SCOPE) ?? (typeof credential === "string" ? `Credential=${credential}`.match(SCOPE) : null);
  const [, key = "", region = home.region] = scope ?? [];
  return { region, account: /^\d{12}$/.test(key) ? key : home.account };
}
