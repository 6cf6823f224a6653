import type { CallOperation, CallResponse } from "../../../openapi/dialect/call-operation";
import { type Document, objectOf } from "../../../openapi/dialect/document";
import type { OperationModel } from "../../../openapi/dialect/operations";
import { createDraws } from "../hostile/draws";
import type { Locality } from "../locality";
import { hashOf } from "../mulberry32";
import { sampleBody } from "./sample-body";

/** Makes the bodies of a document whose author has written no example of them. */
export interface AnswerSampler {
  /**
   * A body of a response: the same each time, or drawn from a seed.
   * @returns an empty object where its schema has no value that can be made.
   */
  sample(operation: CallOperation, response: CallResponse, seed: string | undefined): unknown;
}

/** In milliseconds. The same answer then comes for an hour, from another mock too. */
const HOUR = 3_600_000;

/** The document whose schemas the bodies are made from. */
export interface SampledDocument {
  readonly document: Document;
  readonly operations: readonly OperationModel[];
}

/** Makes the sampler of a document. Times are near the moment when it is made. */
export function createAnswerSampler({ document, operations }: SampledDocument, locality: Locality): AnswerSampler {
  const surroundings = { document, locality, service: serviceOf(document), now: Math.floor(Date.now() / HOUR) * HOUR };
  const bodies = new Map(
    operations.flatMap(({ name, responses }) =>
      responses.map(({ status, body }) => [`${name} ${status}`, body] as const),
    ),
  );
  return {
    sample(operation, { status }, seed) {
      const body = bodies.get(`${operation.name} ${status}`);
      if (body === undefined) return {};
      const draws = createDraws(hashOf(seed ?? ""), `${operation.target} ${status}`);
      return sampleBody({ ...surroundings, draws, isDynamic: seed !== undefined }, body) ?? {};
    },
  };
}

/** The name of a document's service in ARNs: of the public directory's own extension, else of the title. */
export function serviceOf(document: Document): string {
  const { "x-serviceName": name, title } = objectOf(document.info);
  if (title === "TrentService") return "kms";
  const said = typeof name === "string" ? name : String(title ?? "example");
  return (
    said
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, "")
      .slice(0, 40) || "example"
  );
}
