import { createDraws } from "../../mock/engine/hostile/draws";
import { HOME } from "../../mock/engine/locality";
import { serviceOf } from "../../mock/engine/sample/sample-answer";
import { sampleBody } from "../../mock/engine/sample/sample-body";
import type { Document } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";

/** A request that an operation's schema accepts, with the required members only. The same each time. */
export function requestFor(document: Document, operation: OperationModel): unknown {
  if (operation.requestBody === undefined) return {};
  const surroundings = { locality: HOME, service: serviceOf(document), now: Date.now() };
  const draws = createDraws(1, operation.target);
  return sampleBody({ document, ...surroundings, draws, isDynamic: false, requiredOnly: true }, operation.requestBody);
}
