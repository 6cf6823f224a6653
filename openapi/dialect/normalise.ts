import type { Protocol } from "./complete/protocol";
import type { Document } from "./document";
import { markBlobs } from "./normalise/blobs";
import { dropBounds } from "./normalise/bounds";
import { describeEmptySuccess } from "./normalise/empty-success";
import { dropRepeatedValues } from "./normalise/enums";
import { foldErrors } from "./normalise/errors";
import { dropInvalidExamples, nameExamples } from "./normalise/examples";
import { fixHeaderSchemas } from "./normalise/header-schemas";
import { fixRequestTypes, fixResponseTypes } from "./normalise/media-types";
import { fixPatterns } from "./normalise/patterns";
import { dropQueryParameters } from "./normalise/query-parameters";
import { addRequestBody } from "./normalise/request-body";
import { requireRequestId } from "./normalise/request-id";
import type { NormaliseChange, NormaliseRule } from "./normalise/rule";
import { fixTimestamps } from "./normalise/timestamps";
import { markUnions } from "./normalise/unions";
import { upgradeVersion } from "./normalise/version";
import { unwrapReferences } from "./normalise/wrappers";

export type { NormaliseChange } from "./normalise/rule";

/**
 * What is wrong in the documents of the public APIs.guru directory (docs/evidence/openapi-directory.md), and is corrected, in
 * this order: each rule sees what those before it left. Examples are judged once their schemas are right, and before the errors, whose examples are ours.
 */
export const RULES: readonly NormaliseRule[] = [
  { rule: "version", apply: upgradeVersion },
  { rule: "wrapper", apply: unwrapReferences },
  { rule: "request-type", apply: fixRequestTypes },
  { rule: "request-body", apply: addRequestBody },
  { rule: "query-parameter", apply: dropQueryParameters },
  { rule: "header-schema", apply: fixHeaderSchemas },
  { rule: "timestamp", apply: fixTimestamps },
  { rule: "blob", apply: markBlobs },
  { rule: "union", apply: markUnions },
  { rule: "pattern", apply: fixPatterns },
  { rule: "bound", apply: dropBounds },
  { rule: "enum", apply: dropRepeatedValues },
  { rule: "example", apply: nameExamples },
  { rule: "invalid-example", apply: dropInvalidExamples },
  { rule: "error", apply: foldErrors },
  { rule: "response-type", apply: fixResponseTypes },
  { rule: "empty-success", apply: describeEmptySuccess },
  { rule: "request-id", apply: requireRequestId },
];

/**
 * What is left alone in OpenAPI 3.1, which is written by hand: a wrong example is its author's to fix, so the gate refuses
 * it; and a `date-time` is meant as the text that it says.
 */
const BY_HAND: ReadonlySet<string> = new Set(["invalid-example", "timestamp"]);

/** A document in the form that the mock serves, and what had to change for that: nothing, where it is right already. */
export interface Normalised {
  readonly document: Document;
  readonly changes: readonly NormaliseChange[];
}

/**
 * Normalises a document of the APIs.guru dialect. The given document stays as it is.
 * @param protocol what the protocol gives every operation: the same that completes our own document.
 * @throws TrentProblem when a reference leads nowhere, a schema with an example does not compile, or the operations disagree.
 */
export function normalise(document: Document, protocol: Protocol): Normalised {
  const copy = structuredClone(document);
  const rules = document.openapi.startsWith("3.1") ? RULES.filter(({ rule }) => !BY_HAND.has(rule)) : RULES;
  const changes = rules.flatMap(({ rule, apply }) =>
    apply(copy, protocol)
      .filter(({ count }) => count > 0)
      .map((finding) => ({ rule, ...finding })),
  );
  return { document: copy, changes };
}
