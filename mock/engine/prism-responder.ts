import type { OperationModel } from "../../openapi/dialect/operations";
import { AnswerValue } from "./answer";
import type { Localise } from "./locality";
import { type Choice, choose, type Preference } from "./prefer";
import type { PrismEngine } from "./prism-engine";
import { protocolError } from "./protocol-error";
import type { RoutedContext } from "./request-context";
import type { AnswerSampler } from "./sample/sample-answer";

/** Answers an operation without state: at once where the answer is cached, else when Prism has made it. */
export type PrismResponder = (context: RoutedContext, preference: Preference) => AnswerValue | Promise<AnswerValue>;

/**
 * Lets Prism decide what a stateless operation answers, from the document's examples. A body that is made from a schema is
 * the sampler's: Prism's has members that nobody declared, and no bound (docs/decisions/0014-foreign-documents.md). An
 * answer that is the same each time is made once.
 * @param prism gives Prism, which may still be loading.
 */
export function createPrismResponder(
  prism: () => Promise<PrismEngine>,
  localise: Localise,
  sampler: AnswerSampler,
): PrismResponder {
  const cache = new Map<string, AnswerValue>();
  return ({ route: { operation }, mediaType: requestType }, preference) => {
    const choice = choose(operation, preference);
    const { response, dynamic, seed } = choice;
    const mediaType = mediaTypeOf(choice, requestType);
    const answer = (body: unknown) => new AnswerValue(response.status, body, mediaType);
    if (response.empty) return answer(undefined);
    if (dynamic) return answer(sampler.sample(operation, response, seed ?? crypto.randomUUID()));
    const key = [operation.target, response.status, choice.example, mediaType].join(" ");
    const known = cache.get(key);
    if (known) return known;
    const remember = (body: unknown) => {
      const made = answer(body);
      cache.set(key, made);
      return made;
    };
    return sampler.hasExample(operation, response)
      ? ask(operation, choice).then((body) => remember(localise(body)))
      : remember(sampler.sample(operation, response, undefined));
  };

  async function ask(operation: OperationModel, { response, example }: Choice): Promise<unknown> {
    try {
      return await (await prism()).body({
        path: operation.path,
        code: response.status,
        example,
        mediaType: response.mediaTypes[0],
      });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
      throw protocolError("mock.internal", undefined, `Prism could not answer ${operation.name}: ${why}`);
    }
  }
}

/** A document may declare several versions of AWS JSON: the answer has the request's, else the first. */
function mediaTypeOf({ response }: Choice, requestType: string): string | undefined {
  return response.mediaTypes.includes(requestType) && requestType !== "application/json"
    ? requestType
    : response.mediaTypes[0];
}
