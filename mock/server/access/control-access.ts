import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isLoopbackAddress } from "./host-name";
import { isNear } from "./origin";

/** Who may use the control interface. */
export interface ControlAccessOptions {
  /** The address that the mock listens on. */
  readonly host: string;
  /** Origins whose pages may use it, besides loopback ones and its own. */
  readonly origins: readonly string[];
  /** The token that every caller has to send; without one, only a mock on a loopback address serves the control interface. */
  readonly token: string | undefined;
}

/** What is known of a request before its body is read. */
interface ControlRequestHead {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** Why a request to the control interface is refused. */
interface ControlRefusal {
  readonly status: 401 | 403 | 415;
  readonly error: string;
}

/** The two questions to a request for the control interface. Both are asked before anything acts. */
export interface ControlAccess {
  /** Whether it comes from a page, or a link in one, that has no business here. A preflight is asked this too. */
  refusePage(request: ControlRequestHead): ControlRefusal | undefined;
  /** Whether it lacks the token or the media type. A preflight has neither. */
  refuseCall(request: ControlRequestHead): ControlRefusal | undefined;
}

/**
 * Makes the rules of access to the control interface: a page of any origin can send it requests, and some of them
 * without a preflight (`no-cors`, `text/plain`). CORS hides only the answers.
 */
export function createControlAccess({ host, origins, token }: ControlAccessOptions): ControlAccess {
  const isServed = token !== undefined || isLoopbackAddress(host);
  const wanted = token === undefined ? undefined : digest(`Bearer ${token}`);
  return { refusePage, refuseCall };

  function refusePage({ headers }: ControlRequestHead): ControlRefusal | undefined {
    if (!isServed)
      return {
        status: 403,
        error: `This mock listens on ${host}, beyond this machine. Start it with --control-token to serve /_trent/.`,
      };
    const { origin, "sec-fetch-site": site } = headers;
    if (origin !== undefined)
      return origins.includes(origin) || isNear(origin, headers.host)
        ? undefined
        : {
            status: 403,
            error: "Pages of this origin may not use /_trent/. Start the mock with --control-origin to let them.",
          };
    // Images, scripts and links send no Origin.
    return site === "cross-site" ? { status: 403, error: "Pages of other sites may not use /_trent/." } : undefined;
  }

  function refuseCall({ method, headers }: ControlRequestHead): ControlRefusal | undefined {
    if (wanted && !timingSafeEqual(digest(headers.authorization ?? ""), wanted))
      return { status: 401, error: "Send the token of --control-token in the header Authorization: Bearer TOKEN." };
    const isPage = headers.origin !== undefined || headers["sec-fetch-site"] !== undefined;
    // No browser sends DELETE without a preflight.
    const isWrite = method === "POST" || method === "PUT";
    if (!isPage || !isWrite || isJson(headers["content-type"])) return undefined;
    return { status: 415, error: `A page has to send ${method} with Content-Type: application/json.` };
  }
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(";", 1)[0]?.trim().toLowerCase() === "application/json";
}

/** Of one length for any text, as the comparison in constant time needs it. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
