import type { MockOptions } from "../mock-options";
import { hostNameOfAddress, isLoopback } from "./host-name";

/** What is open to whom, where the mock listens beyond this machine; undefined where it does not. */
export function exposureOf({ host, control, controlToken }: MockOptions): string | undefined {
  if (isLoopback(hostNameOfAddress(host))) return undefined;
  const who = `--host ${host}: everyone who can reach this machine may call the API and change its keys.`;
  const names = "A caller that uses a host name needs --allowed-host NAME.";
  if (control === false) return `${who} ${names}`;
  return controlToken === undefined
    ? `${who} /_trent/ is not served: give --control-token TOKEN to have it. ${names}`
    : `${who} Who has the token of --control-token may also use /_trent/. ${names}`;
}
