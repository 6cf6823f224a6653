import type { Document } from "../document";
import { addComponent, refTo } from "./components";
import { requestContent } from "./media-types";
import { postsOf } from "./posts";
import { counted, type NormaliseStep } from "./rule";

/**
 * An operation without input has no request body in the directory; on the wire its client sends `{}`, and a
 * server takes an empty body too (docs/evidence/wire-protocol.md#request-body).
 */
export function addRequestBody(document: Document): NormaliseStep[] {
  const missing = postsOf(document).filter(({ post }) => post.requestBody === undefined);
  for (const { post } of missing) {
    const schema = refTo("schemas", addComponent(document, "schemas", "NoInput", { type: "object" }));
    post.requestBody = { required: false, content: { ...requestContent({ schema }), "application/json": { schema } } };
  }
  return [
    { count: missing.length, says: `gave ${counted(missing.length, "operation")} without input an optional body {}` },
  ];
}
