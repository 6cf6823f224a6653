import type { Locality } from "./locality";
import { headerText, type RequestHeaders } from "./request-context";

const ACCOUNT = /^\d{12}$/;
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
    (authorization === undefined ? null : SCOPE.exec(authorization)) ??
    (typeof credential === "string" ? SCOPE.exec(`Credential=${credential}`) : null);
  if (scope === null) return home;
  // By its places, not taken apart: every call waits for it.
  const key = scope[1] ?? "";
  return { region: scope[2] ?? home.region, account: ACCOUNT.test(key) ? key : home.account };
}
