import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { operations } from "../../generated/operations";
import type { TrentOperation, TrentOperations } from "../../generated/types";
import { isObject } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";
import type { StateApi, TargetClock } from "../given/define-state";
import { checkRequestValidity } from "../request-validity";
import { withoutSecrets } from "../send/redact";
import { NotTestable, SuiteFault } from "../suite-errors";
import { checkExchange } from "./check-exchange";
import type { RunContext } from "./run-context";

/** How long a state may take to settle, and how often it is asked about, in milliseconds. */
const SETTLES = { within: 20_000, every: 150 };

/**
 * The API as the provider state of one case uses it. Its answers are checked like all others.
 * @param clock only for a case that runs alone: another case would see the time jump.
 */
export function stateApi(context: RunContext, caseId: string, clock?: TargetClock): StateApi {
  const { wait = delay } = context.policy;
  const call = async <Operation extends TrentOperation>(
    operation: Operation,
    body: TrentOperations[Operation]["request"],
    region = context.location.region,
  ): Promise<TrentOperations[Operation]["response"]> => {
    const draft = { operation, body: Buffer.from(JSON.stringify(body)), region };
    const exchange = await context.exchange(
      caseId,
      draft,
      (sent) => checkRequestValidity(caseId, "valid", sent),
      "given",
    );
    checkExchange(context, exchange, operation);
    const { received, fault } = exchange;
    if (!received) throw new NotTestable(`${operation} got no answer: ${fault}`);
    const model: OperationModel = operations[operation];
    const empty = model.responses.some(({ status, empty }) => status === 200 && empty);
    if (received.status !== 200 || !(empty || isObject(received.json))) {
      const start = withoutSecrets(received.bytes.toString("utf8")).slice(0, 200);
      throw new NotTestable(`${operation} answered status ${received.status} ${start}`);
    }
    return received.json as TrentOperations[Operation]["response"];
  };
  return {
    location: context.location,
    clock: clock && {
      advance: async (milliseconds) => {
        try {
          await clock.advance(milliseconds);
        } catch (error) {
          if (error instanceof SuiteFault) throw error;
          const fault = error instanceof Error ? error.message : String(error);
          await context.policy.breaker?.afterSilence(fault, caseId);
          throw new NotTestable(`the clock could not be moved: ${fault}`);
        }
      },
    },
    call,
    until: async (what, wanted) => {
      for (const end = Date.now() + SETTLES.within; !(await wanted()); await wait(SETTLES.every)) {
        if (Date.now() > end) throw new NotTestable(`after ${SETTLES.within / 1000} s it is not true that ${what}`);
      }
    },
    unique: () => randomUUID(),
  };
}
