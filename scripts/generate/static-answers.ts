import { createDraws } from "../../mock/engine/hostile/draws";
import { HOME } from "../../mock/engine/locality";
import { hashOf } from "../../mock/engine/mulberry32";
import { serviceOf } from "../../mock/engine/sample/sample-answer";
import { sampleBody } from "../../mock/engine/sample/sample-body";
import { type Document, isObject, objectOf, resolve } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";

/** Made-up times are near this moment, so that the same document gives the same answers on every day. */
const NOW = Date.UTC(2026, 0, 1);

/**
 * What an operation answers without state: the first example of its response, else a body that the mock's sampler makes
 * from the schema; undefined where the body is empty.
 */
export function staticAnswer(document: Document, operation: OperationModel): unknown {
  const success = operation.responses.find(({ status }) => status === 200);
  if (success?.body === undefined || success.empty) return undefined;
  const at = (value: unknown) => objectOf(resolve(document, value, operation.path).value);
  const { post } = at(document.paths[operation.path]);
  const [media] = Object.values(objectOf(at(objectOf(objectOf(post).responses)[200]).content));
  if (!isObject(media)) return undefined;
  if ("example" in media) return media.example;
  const [example] = Object.values(objectOf(media.examples));
  if (example !== undefined) return at(example).value;
  const draws = createDraws(hashOf(""), `${operation.target} 200`);
  const surroundings = { document, locality: HOME, service: serviceOf(document), now: NOW, draws, isDynamic: false };
  return sampleBody(surroundings, success.body) ?? {};
}
