import { allChecks } from "../checks/all-checks";
import type { Check } from "../checks/wire-check";
import type { ContractExchange, Received, Sent } from "../contract-exchange";
import type { Verdict } from "../finding";
import type { TargetClock, TargetLocation } from "../given/case-world";
import type { RequestDraft, Sender } from "../send/sender";
import { isRaw } from "../send/sender";

/** What may stand between the suite and the target: the live service wants a slow and careful caller. */
export type RequestGate = (sent: Sent, region: string) => Promise<void>;

/** How a run goes about its target. */
export interface RunPolicy {
  readonly clock: TargetClock | undefined;
  /** Called before each request. */
  readonly gate: RequestGate | undefined;
  /** Told every answer, after it was judged. */
  readonly onAnswer: ((sent: Sent, received: Received, region: string) => void) | undefined;
  /** How long an expectation may take to come true, in milliseconds: 0 where the target is consistent at once. */
  readonly patience: number;
  /** Whether cases that change nothing share their keys: the live service gets as few as can be. */
  readonly frugal: boolean;
  /** Ends the run early: no further case is begun. */
  readonly signal?: AbortSignal | undefined;
}

/** One run against one target: what is shared by its cases. */
export interface RunContext {
  readonly sender: Sender;
  readonly place: TargetLocation;
  readonly policy: RunPolicy;
  readonly checks: readonly Check[];
  readonly exchanges: ContractExchange[];
  readonly verdicts: (Verdict & { readonly case: string; readonly operation: string })[];
  /** Sends a request as part of a case, and keeps the exchange. */
  exchange(caseId: string, draft: RequestDraft, before?: (sent: Sent) => void): Promise<ContractExchange>;
}

/** Opens a run. */
export function createRunContext(sender: Sender, place: TargetLocation, policy: RunPolicy): RunContext {
  const exchanges: ContractExchange[] = [];
  return {
    sender,
    place,
    policy,
    checks: allChecks(),
    exchanges,
    verdicts: [],
    exchange: async (caseId, draft, before) => {
      const sent = await sender.prepare(draft);
      before?.(sent);
      await policy.gate?.(sent, draft.region);
      const from = performance.now();
      const { received, fault } = await deliver(sender, sent, isRaw(draft));
      const made: ContractExchange = {
        id: exchanges.length,
        case: caseId,
        sent,
        received,
        fault,
        milliseconds: Math.round(performance.now() - from),
      };
      exchanges.push(made);
      if (received) policy.onAnswer?.(sent, received, draft.region);
      return made;
    },
  };
}

async function deliver(
  sender: Sender,
  sent: Sent,
  raw: boolean,
): Promise<Pick<ContractExchange, "received" | "fault">> {
  try {
    return { received: await sender.deliver(sent, raw), fault: undefined };
  } catch (error) {
    return { received: undefined, fault: error instanceof Error ? error.message : String(error) };
  }
}
