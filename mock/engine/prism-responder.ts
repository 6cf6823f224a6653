import { randomUUID } from "node:crypto";
import type { ValidateFunction } from "ajv";
import type { OperationValidators } from "../../openapi/dialect/compile";
import type { OperationModel } from "../../openapi/dialect/operations";
import type { Prism } from "../server/prism";
import { type Answer, answer } from "./answer";
import { dropInvalidMembers } from "./drop-invalid-members";
import type { Localise } from "./locality";
import type { Log } from "./log";
import { type Choice, choose, type Preference } from "./prefer";
import { ProtocolError } from "./protocol-error";

/** An operation with what judges it. */
export interface Route {
  readonly operation: OperationModel;
  readonly validators: OperationValidators;
}

/** Answers an operation without state: at once where the answer is kept, else when Prism has made it. */
export type AnswerFor = (route: Route, preference: Preference, requestType: string) => Answer | Promise<Answer>;

/** How often a body is made from a schema, when its schema refuses what was made. */
const TRIES = 8;

/**
 * Prism decides what a stateless operation answers. What it answers the same way each time is asked once and kept;
 * each answer has passed the operation's validator before it goes out.
 */
export function createAnswers(prism: () => Promise<Prism>, localise: Localise, log: Log): AnswerFor {
  const kept = new Map<string, Answer>();
  return (route, preference, requestType) => {
    const choice = choose(route.operation, preference);
    const mediaType = mediaTypeOf(choice, requestType);
    const key = [route.operation.target, choice.response.status, choice.example, mediaType].join(" ");
    const known = choice.dynamic ? undefined : kept.get(key);
    if (known) return known;
    return make(route, choice).then((body) => {
      const made = choice.response.empty
        ? answer(choice.response.status, undefined, mediaType)
        : answer(choice.response.status, body, mediaType);
      if (!choice.dynamic) kept.set(key, made);
      return made;
    });
  };

  async function make(route: Route, choice: Choice): Promise<unknown> {
    const { operation, validators } = route;
    if (choice.response.empty) return undefined;
    const judge = validators.responseBody[choice.response.status];
    const made = choice.dynamic ? await generate(operation, choice, judge) : localise(await ask(operation, choice));
    if (judge === undefined || judge(made)) return made;
    // A document without an example: Prism has sampled the schema.
    const pruned = dropInvalidMembers(made, judge);
    if (pruned === undefined)
      log.warn(
        `${operation.name}: no body could be made that fits the schema of its ${choice.response.status} response`,
      );
    return pruned ?? made;
  }

  /** Without a seed of the caller's the body is random: Prism's generator, once seeded, stays so for the whole process. */
  async function generate(
    operation: OperationModel,
    choice: Choice,
    judge: ValidateFunction | undefined,
  ): Promise<unknown> {
    const seed = choice.seed ?? randomUUID();
    let made: unknown;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      made = await ask(operation, { ...choice, seed: `${seed}${attempt || ""}` });
      if (judge === undefined || judge(made)) break;
    }
    return made;
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
      throw new ProtocolError("InternalFailure", undefined, `Prism could not answer ${operation.name}: ${why}`);
    }
  }
}

/** A document may declare several versions of AWS JSON; an answer is in the one that was asked in, else the first. */
function mediaTypeOf({ response }: Choice, requestType: string): string | undefined {
  return response.mediaTypes.includes(requestType) && requestType !== "application/json"
    ? requestType
    : response.mediaTypes[0];
}
