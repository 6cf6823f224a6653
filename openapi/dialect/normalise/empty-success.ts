import type { Protocol } from "../complete/protocol";
import type { Document } from "../document";
import { addComponent, refTo } from "./components";
import { responseContent } from "./media-types";
import { postsOf, responsesOfPost } from "./posts";
import { counted, type NormaliseStep } from "./rule";

/**
 * A success without output has no content in the directory. On the wire it has a Content-Type and zero bytes
 * (docs/evidence/wire-protocol.md#empty-success), so it gets a schema that only the empty string fits.
 */
export function describeEmptySuccess(document: Document, protocol: Protocol): NormaliseStep[] {
  const successes = postsOf(document).flatMap((post) =>
    responsesOfPost(document, post).filter(({ key }) => key.startsWith("2")),
  );
  const empty = new Set(successes.map(({ value }) => value).filter(({ content }) => content === undefined));
  for (const response of empty) {
    const schema = refTo("schemas", addComponent(document, "schemas", "EmptyBody", protocol.schema("EmptyBody")));
    response.content = responseContent(document, { schema, examples: { Empty: { value: "" } } });
  }
  return [
    {
      count: empty.size,
      says: `described ${counted(empty.size, "success", "successes")} without content as zero bytes`,
    },
  ];
}
