import type { CallOperation, CallResponse } from "../../openapi/dialect/call-operation";
import { AnswerValue } from "./answer";
import type { ExampleSource } from "./example-source";
import type { Localise } from "./locality";
import { type Choice, choose, type Preference } from "./prefer";
import { protocolError } from "./protocol-error";
import type { RoutedContext } from "./request-context";
import type { AnswerSampler } from "./sample/sample-answer";

/** Answers an operation without state: at once where the answer is known, else when its example has been read. */
export type ExampleResponder = (context: RoutedContext, preference: Preference) => AnswerValue | Promise<AnswerValue>;

/**
 * Answers with what the document's author has written as an example. A body that is made from a schema is the sampler's
 * (docs/decisions/0014-foreign-documents.md). An answer that is the same each time is made once.
 * @param sampler absent where there is none, as in a page: what only a sampler can answer is then refused.
 */
export function createExampleResponder(
  examples: ExampleSource,
  localise: Localise,
  sampler: AnswerSampler | undefined,
): ExampleResponder {
  const cache = new Map<string, AnswerValue>();
  return ({ route: { operation }, mediaType: requestType }, preference) => {
    const choice = choose(operation, preference);
    const { response, dynamic, seed } = choice;
    const mediaType = mediaTypeOf(choice, requestType);
    const answer = (body: unknown) => new AnswerValue(response.status, body, mediaType);
    if (response.empty) return answer(undefined);
    if (dynamic) return answer(sample(operation, response, seed ?? crypto.randomUUID()));
    const key = [operation.target, response.status, choice.example, mediaType].join(" ");
    const known = cache.get(key);
    if (known) return known;
    const remember = (body: unknown) => {
      const made = answer(body);
      cache.set(key, made);
      return made;
    };
    if (!examples.has(operation, response)) return remember(sample(operation, response, undefined));
    const body = read(operation, choice);
    return body instanceof Promise ? body.then((later) => remember(localise(later))) : remember(localise(body));
  };

  function sample(operation: CallOperation, response: CallResponse, seed: string | undefined): unknown {
    if (sampler === undefined) {
      throw protocolError(
        "mock.prefer",
        `Prefer: dynamic=true needs Trent's server: here ${operation.name} has the examples of the document alone. Ask for one with example= or code=.`,
      );
    }
    return sampler.sample(operation, response, seed);
  }

  function read(operation: CallOperation, { response, example }: Choice): unknown {
    try {
      const body = examples.body(operation, response, example);
      return body instanceof Promise ? body.catch((cause) => failed(operation, cause)) : body;
    } catch (cause) {
      return failed(operation, cause);
    }
  }
}

function failed({ name }: CallOperation, cause: unknown): never {
  const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
  throw protocolError("mock.internal", undefined, `The example of ${name} cannot be read: ${why}`);
}

/** A document may declare several versions of AWS JSON: the answer has the request's, else the first. */
function mediaTypeOf({ response }: Choice, requestType: string): string | undefined {
  return response.mediaTypes.includes(requestType) && requestType !== "application/json"
    ? requestType
    : response.mediaTypes[0];
}
