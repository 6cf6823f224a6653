import type { CallOperation } from "../../openapi/dialect/call-operation";
import { AWS_JSON } from "./answer";
import { protocolError } from "./protocol-error";
import { headerText, type RequestContext } from "./request-context";
import { mediaTypeOf } from "./validate-request";

/** What is on the wire of other services, and not on that of AWS KMS. */
export interface ForeignWire {
  /**
   * The body without its compression: clients compress large requests of some services (`@requestCompression`).
   * @throws ProtocolError for what is no gzip, or too large without it.
   */
  plainBody(context: RequestContext): Uint8Array;
  /** The media type of an error that no operation answers: the version of AWS JSON that the service speaks. */
  errorType(context: RequestContext): string;
}

/** Takes the gzip form from bytes. It throws a RangeError where they become too many. */
export type Gunzip = (bytes: Uint8Array) => Uint8Array;

/** Makes the wire of a document of another service. */
export function createForeignWire(operations: readonly CallOperation[], gunzip: Gunzip): ForeignWire {
  return {
    plainBody({ headers, body }) {
      if (headerText(headers, "content-encoding")?.trim().toLowerCase() !== "gzip") return body;
      try {
        return gunzip(body);
      } catch (cause) {
        if ((cause as { name?: unknown }).name === "RangeError")
          throw protocolError("protocol.large-body", "The request body is too large.");
        throw protocolError("protocol.broken-json", undefined, "the body is not gzip, as its Content-Encoding says");
      }
    },
    errorType({ route, headers }) {
      const { responses } = route?.operation ?? operations[0] ?? { responses: [] };
      const declared = responses.flatMap(({ mediaTypes }) => mediaTypes);
      const sent = mediaTypeOf(headerText(headers, "content-type"));
      const isVersion = sent !== "application/json" && declared.includes(sent);
      return isVersion ? sent : (declared[0] ?? AWS_JSON);
    },
  };
}
