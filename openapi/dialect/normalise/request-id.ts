import type { Protocol } from "../complete/protocol";
import { type Document, objectOf } from "../document";
import { addComponent, refTo } from "./components";
import { responsesOf } from "./posts";
import { counted, type NormaliseStep } from "./rule";

/** No response of the directory has headers; on the wire each, an error too, has `x-amzn-RequestId` (docs/evidence/wire-protocol.md#request-id). */
export function requireRequestId(document: Document, protocol: Protocol): NormaliseStep[] {
  const lacking = responsesOf(document).filter(({ headers }) => !Object.keys(objectOf(headers)).some(isRequestId));
  for (const response of lacking) {
    const name = addComponent(document, "headers", "x-amzn-RequestId", protocol.header("RequestId"));
    response.headers = { ...objectOf(response.headers), "x-amzn-RequestId": refTo("headers", name) };
  }
  return [{ count: lacking.length, says: `required x-amzn-RequestId of ${counted(lacking.length, "response")}` }];
}

function isRequestId(name: string): boolean {
  return name.toLowerCase() === "x-amzn-requestid";
}
