import type { ValidateFunction } from "ajv";
import type { OperationModel } from "../../openapi/dialect/operations";
import { AnswerValue } from "./answer";
import type { Localise } from "./locality";
import { type Choice, choose, type Preference } from "./prefer";
import type { PrismEngine } from "./prism-engine";
import { protocolError } from "./protocol-error";
import type { Route, RoutedContext } from "./request-context";

/** Answers an operation without state: at once where the answer is cached, else when Prism has made it. */
export type PrismResponder = (context: RoutedContext, preference: Preference) => AnswerValue | Promise<AnswerValue>;

/** How often a body is made from a schema until it fits the schema. */
const TRIES = 8;

/**
 * Lets Prism decide what a stateless operation answers. An answer that is the same each time is asked for once.
 * @param prism gives Prism, which may still be loading.
 */
export function createPrismResponder(prism: () => Promise<PrismEngine>, localise: Localise): PrismResponder {
  const cache = new Map<string, AnswerValue>();
  return ({ route, mediaType: requestType }, preference) => {
    const choice = choose(route.operation, preference);
    const mediaType = mediaTypeOf(choice, requestType);
    const key = [route.operation.target, choice.response.status, choice.example, mediaType].join(" ");
    const known = choice.dynamic ? undefined : cache.get(key);
    if (known) return known;
    return bodyOf(route, choice).then((body) => {
      const made = new AnswerValue(choice.response.status, body, mediaType);
      if (!choice.dynamic) cache.set(key, made);
      return made;
    });
  };

  async function bodyOf(route: Route, choice: Choice): Promise<unknown> {
    if (choice.response.empty) return undefined;
    if (!choice.dynamic) return localise(await ask(route.operation, choice));
    return generate(route.operation, choice, route.validators.responseBody[choice.response.status]);
  }

  /** Without a seed of the caller's the body is random: Prism's generator, once seeded, stays so for the whole process. */
  async function generate(
    operation: OperationModel,
    choice: Choice,
    validate: ValidateFunction | undefined,
  ): Promise<unknown> {
    const seed = choice.seed ?? crypto.randomUUID();
    let body: unknown;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      body = await ask(operation, { ...choice, seed: `${seed}${attempt || ""}` });
      if (validate === undefined || validate(body)) break;
    }
    return body;
  }

  async function ask(operation: OperationModel, choice: Choice): Promise<unknown> {
    try {
      return await (await prism()).body({
        path: operation.path,
        code: choice.response.status,
        example: choice.dynamic ? undefined : choice.example,
        dynamic: choice.dynamic,
        seed: choice.dynamic ? choice.seed : undefined,
        mediaType: choice.response.mediaTypes[0],
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
