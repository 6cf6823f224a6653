import { type ProtocolError, protocolError } from "./protocol-error";

/** The refusal of a request that is no `POST /`: no operation of the API is anywhere else. */
export function notAnOperation(method: string, path: string): ProtocolError {
  return protocolError(
    method === "POST" ? "protocol.path" : "protocol.method",
    `Only POST / is an operation of this API, not ${method} ${path.split("?", 1)[0]?.slice(0, 100)}`,
  );
}
