import type { OperationModel } from "../../openapi/dialect/operations";
import { AWS_JSON } from "../engine/answer";
import { createDraws } from "../engine/hostile/draws";
import type { Locality } from "../engine/locality";
import { serviceOf } from "../engine/sample/sample-answer";
import { sampleBody } from "../engine/sample/sample-body";
import type { NormalisedDocument } from "./load-document";

/** A call that a newcomer can copy. */
interface SampleCall {
  readonly target: string;
  readonly mediaType: string;
  /** The body as JSON. */
  readonly body: string;
}

/**
 * A call that a document accepts: of the first operation that needs no members, if there is one.
 * @param known members that the document's first operation is known to take.
 */
export function sampleCall(loaded: NormalisedDocument, locality: Locality, known?: object): SampleCall {
  const { document, operations, checks } = loaded;
  const surroundings = { document, locality, service: serviceOf(document), now: Date.now() };
  const accepts = ({ name }: OperationModel, body: unknown) => checks[name]?.requestBody(body) === true;
  const made = ({ target, requestBody = "#" }: OperationModel): unknown =>
    sampleBody({ ...surroundings, draws: createDraws(1, target), isDynamic: false, requiredOnly: true }, requestBody);
  const found =
    (known && operations[0]) ??
    operations.find((operation) => accepts(operation, {})) ??
    operations.find((operation) => accepts(operation, made(operation))) ??
    operations[0];
  const body = known ?? (found === undefined || accepts(found, {}) ? {} : made(found));
  return {
    target: found?.target ?? "",
    mediaType: found?.responses[0]?.mediaTypes[0] ?? AWS_JSON,
    body: JSON.stringify(body ?? {}),
  };
}
