import type { MockOptions } from "../mock-options";
import { isLoopbackAddress } from "./host-name";

/** Whether anybody may use the control interface. */
export function isControlServed({ host, control, controlToken }: MockOptions): boolean {
  return control !== false && (controlToken !== undefined || isLoopbackAddress(host));
}

/** What is open to whom, where the mock listens beyond this machine; undefined where it does not. */
export function exposureOf({ host, control, controlToken }: MockOptions): string | undefined {
  if (isLoopbackAddress(host)) return undefined;
  const who = `--host ${host}: everyone who can reach this machine may call the API and change its keys.`;
  const names = "A caller that uses a host name needs --allowed-host NAME.";
  if (control === false) return `${who} ${names}`;
  return controlToken === undefined
    ? `${who} /_trent/ is not served: give --control-token TOKEN to have it. ${names}`
    : `${who} With the token of --control-token a caller may also use /_trent/. ${names}`;
}
