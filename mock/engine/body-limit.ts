import { type ProtocolError, protocolError } from "./protocol-error";

/** The largest body in bytes; KMS's largest member has 131,072 characters. */
export const BODY_LIMIT = 1_048_576;

/** The error for a body above {@link BODY_LIMIT}. */
export function tooLarge(): ProtocolError {
  return protocolError("protocol.large-body", `A request body has at most ${BODY_LIMIT} bytes.`);
}
