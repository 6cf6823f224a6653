import { setTimeout as delay } from "node:timers/promises";
import type { JsonObject } from "../../openapi/dialect/document";
import { type Answer, answer } from "./answer";
import type { Call } from "./handle-request";
import type { Hostility } from "./hostile/hostility";
import type { PlannedFault, PlannedFaults } from "./planned-faults";
import { readPreference } from "./prefer";
import type { AnswerFor, Route } from "./prism-responder";
import type { StateAnswer } from "./state-responder";

/** What decides an answer, besides Prism; each may be switched off. */
export interface Deciders {
  readonly faults: PlannedFaults | undefined;
  readonly state: StateAnswer | undefined;
  readonly hostility: Hostility | undefined;
}

/** Answers a call whose headers and body have passed their schemas. `type` is the request's media type. */
export type Respond = (route: Route, members: JsonObject, call: Call, type: string) => Answer | Promise<Answer>;

/** A connection that is to be closed without an answer. */
export class Dropped extends Error {}

/**
 * Decides who answers, in this order: a planned fault, the `Prefer` header (which leaves the state alone), the hostile
 * mode's throttling, the state, and Prism for an operation without state.
 */
export function createResponder(prism: AnswerFor, { faults, state, hostility }: Deciders): Respond {
  return (route, members, call, type) => {
    const plan = faults?.meet(route.operation.name);
    return plan === undefined ? usual(route, members, call, type) : meet(plan, route, members, call, type);
  };

  function usual(route: Route, members: JsonObject, call: Call, type: string): Answer | Promise<Answer> {
    const { prefer } = call.headers;
    if (prefer !== undefined)
      return prism(route, readPreference(Array.isArray(prefer) ? prefer.join(",") : prefer), type);
    const throttled = hostility?.throttle(route.operation.name);
    if (throttled) return answer(400, { __type: throttled.type, message: throttled.message });
    const asked = hostility?.request(route.operation.name, members) ?? members;
    return state?.(route, asked, call) ?? prism(route, {}, type);
  }

  async function meet(
    plan: PlannedFault,
    route: Route,
    members: JsonObject,
    call: Call,
    type: string,
  ): Promise<Answer> {
    if (plan.delay !== undefined) await delay(plan.delay);
    if (plan.drop) throw new Dropped();
    if (plan.error === undefined) return usual(route, members, call, type);
    const declared = await prism(route, { example: plan.error }, type);
    return plan.message === undefined
      ? declared
      : answer(declared.status, { __type: plan.error, message: plan.message });
  }
}
