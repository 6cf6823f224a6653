import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { TrentOperation, TrentOperations } from "../../generated/types";
import type { StateApi, TargetClock } from "../given/case-world";
import { checkOwnRequest } from "../request-validity";
import { NotTestable } from "../suite-errors";
import { checkExchange } from "./check-exchange";
import type { RunContext } from "./run-context";

/** How long a state may take to settle, in milliseconds, and how often it is asked about. */
const SETTLES = { within: 20_000, every: 150 };

/**
 * The API as the provider states of one case use it; their exchanges are judged like all others.
 * @param clock only for a case that runs alone: another would see the time jump.
 */
export function apiFor(context: RunContext, caseId: string, clock?: TargetClock): StateApi {
  const call = async <Operation extends TrentOperation>(
    operation: Operation,
    body: TrentOperations[Operation]["request"],
    region = context.place.region,
  ): Promise<TrentOperations[Operation]["response"]> => {
    const draft = { operation, body: Buffer.from(JSON.stringify(body)), region };
    const exchange = await context.exchange(caseId, draft, (sent) =>
      checkOwnRequest({ id: caseId, ours: "valid" }, sent),
    );
    checkExchange(context, exchange, operation);
    const { received, fault } = exchange;
    if (received?.status !== 200) {
      const answer = received ? `status ${received.status} ${received.bytes.toString("utf8").slice(0, 200)}` : fault;
      throw new NotTestable(`${operation} answered ${answer}`);
    }
    return received.json as TrentOperations[Operation]["response"];
  };
  return {
    place: context.place,
    clock,
    call,
    until: async (what, wanted) => {
      for (const end = Date.now() + SETTLES.within; !(await wanted()); await delay(SETTLES.every)) {
        if (Date.now() > end) throw new NotTestable(`It never came true that ${what}`);
      }
    },
    unique: () => randomUUID(),
  };
}
