import type { ErrorObject, ValidateFunction } from "ajv";
import type { JsonObject } from "../../openapi/dialect/document";
import { TimeBoundExceeded } from "../../openapi/dialect/time-bound";
import { AWS_JSON } from "./answer";
import { bodyError } from "./constraint-errors";
import { quotedMembers } from "./parse-body";
import { protocolError } from "./protocol-error";
import { headerText, type RoutedContext } from "./request-context";

/**
 * Validates a request by its operation: the media type, the headers, then the members.
 * @param ruleOff a rule that a test has switched off, such as `EnableKeyRotation.period-too-short`.
 * @throws ProtocolError for the first of these that is wrong.
 */
export function validateRequest(context: RoutedContext, ruleOff?: string): void {
  context.mediaType = mediaTypeOf(headerText(context.headers, "content-type"));
  checkMediaType(context);
  checkHeaders(context);
  const validate = context.route.checks.requestBody;
  if (accepts(validate, context.members)) return;
  const errors = firstErrors(validate.errors ?? []);
  const error = bodyError(context.route, quotedMembers(context.json, context.members), errors, ruleOff);
  if (error) throw error;
}

/** So many broken constraints are named at most: a body of 1 MiB can break some 300,000, each with a text of its own. */
const MOST_ERRORS = 100;

/** The first errors, and of those of a wrong type the first of all: they come before any constraint. */
function firstErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  if (errors.length <= MOST_ERRORS) return errors;
  const types = errors.filter(({ keyword }) => keyword === "type");
  return [...types.slice(0, MOST_ERRORS), ...errors.slice(0, MOST_ERRORS)];
}

function accepts(validate: ValidateFunction, members: JsonObject): boolean {
  try {
    return validate(members) as boolean;
  } catch (error) {
    if (!(error instanceof TimeBoundExceeded)) throw error;
    throw protocolError("protocol.large-body", `The request body ${error.message}.`);
  }
}

/** The media type without its parameters, which AWS ignores (docs/evidence/wire-protocol.md#request-content-type). */
export function mediaTypeOf(header: string | undefined): string {
  // What AWS's clients send, without the work.
  if (header === AWS_JSON) return header;
  return (header?.split(";", 1)[0] ?? "").trim().toLowerCase();
}

function checkMediaType({ route, mediaType }: RoutedContext): void {
  const accepted = route.operation.requestMediaTypes;
  if (accepted.length === 0 || accepted.includes(mediaType)) return;
  throw protocolError("protocol.media-type-foreign", undefined, `the Content-Type is none of ${accepted.join(", ")}`);
}

function checkHeaders({ route, headers }: RoutedContext): void {
  const validate = route.checks.requestHeaders;
  if (validate(headers)) return;
  const broken = (validate.errors ?? []).map((e) =>
    e.keyword === "required" ? String(e.params.missingProperty) : e.instancePath.slice(1),
  );
  const [first] = route.operation.requestHeaders.filter((h) => broken.includes(h.name.toLowerCase()));
  throw protocolError(
    "protocol.signature-form",
    `The header ${first?.name} is missing or does not have the form that AWS Signature Version 4 gives it.`,
  );
}
