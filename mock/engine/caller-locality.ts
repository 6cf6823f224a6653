import type { Locality } from "./locality";
import { headerText, type RequestHeaders } from "./request-context";

const SCOPE = /Credential=([^/\s,]+)\/\d{8}\/([^/\s,]+)\//;

/**
 * The account and Region of a call. The Region is that of the credential scope where the request is signed, else the
 * mock's own. An access key of twelve digits names the account, so that one mock can be called as several accounts;
 * with any other it is the mock's own.
 */
export function localityOf(headers: RequestHeaders, home: Locality): Locality {
  const authorization = headerText(headers, "authorization");
  const credential = headers["x-amz-credential"];
  const scope =
    authorization?.match(SCOPE) ?? (typeof credential === "string" ? `Credential=${credential}`.match(SCOPE) : null);
  const [, key = "", region = home.region] = scope ?? [];
  return { region, account: /^\d{12}$/.test(key) ? key : home.account };
}
