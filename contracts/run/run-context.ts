import type { ContractExchange, Received, Sent } from "../contract-exchange";
import type { Skipped, Verdict } from "../finding";
import type { TargetLocation } from "../given/case-world";
import type { TargetClock } from "../given/define-state";
import { isRaw, type RequestDraft, type Sender } from "../send/sender";
import { pastThrottling } from "../send/throttled";
import { RunStopped } from "../suite-errors";
import type { Breaker } from "./breaker";

/** How a run treats its target. */
export interface RunPolicy {
  readonly clock: TargetClock | undefined;
  /** Called before each request. It may delay the request, or throw to prevent it. */
  readonly gate: ((sent: Sent) => Promise<void>) | undefined;
  /** Called after each answer. */
  readonly onAnswer: ((sent: Sent, received: Received, region: string) => void) | undefined;
  /** How long an expectation may take to come true, in milliseconds: 0 where the target is consistent at once. */
  readonly patience: number;
  /** How a provider state waits for the target, in milliseconds: in real time where absent. A test moves the clock of its mock. */
  readonly wait?: ((milliseconds: number) => Promise<void>) | undefined;
  /** Whether cases that change nothing share their keys: the live service gets as few keys as possible. */
  readonly frugal: boolean;
  /** Called after each request that got no answer: what it asked for may have happened all the same. */
  readonly onLost?: ((sent: Sent, region: string) => void) | undefined;
  /** Stops the run when the target answers nothing any more. */
  readonly breaker?: Breaker | undefined;
  /** Ends the run early: no other request leaves. */
  readonly signal?: AbortSignal | undefined;
}

/** One run against one target: what its cases share, and what they found. */
export interface RunContext {
  readonly sender: Sender;
  readonly location: TargetLocation;
  readonly policy: RunPolicy;
  readonly exchanges: ContractExchange[];
  readonly verdicts: Verdict[];
  readonly skipped: Skipped[];
  /** The request ids of all answers until now. */
  readonly requestIds: Set<string>;
  /**
   * Sends a request of a case, and adds the exchange. `before` sees the request before it leaves, and can throw.
   * @throws RunStopped where the run ended before or with this request.
   */
  exchange(
    caseId: string,
    draft: RequestDraft,
    before?: (sent: Sent) => void,
    role?: "given" | "call",
  ): Promise<ContractExchange>;
}

/** Prepares a run. */
export function createRunContext(sender: Sender, location: TargetLocation, policy: RunPolicy): RunContext {
  const exchanges: ContractExchange[] = [];
  return {
    sender,
    location,
    policy,
    exchanges,
    verdicts: [],
    skipped: [],
    requestIds: new Set(),
    exchange: async (caseId, draft, before, role = "call") => {
      if (policy.signal?.aborted) throw new RunStopped("no other request leaves");
      const sent = await sender.prepare(draft);
      before?.(sent);
      await policy.gate?.(sent);
      const from = performance.now();
      const { received, fault } = await deliver(sender, sent, isRaw(draft));
      const exchange: ContractExchange = {
        id: exchanges.length,
        case: caseId,
        ...(role === "given" && { given: true }),
        sent,
        received,
        fault,
        milliseconds: Math.round(performance.now() - from),
      };
      exchanges.push(exchange);
      if (received) policy.onAnswer?.(sent, received, draft.region);
      if (fault !== undefined) {
        policy.onLost?.(sent, draft.region);
        await policy.breaker?.afterSilence(fault, caseId);
      }
      return exchange;
    },
  };
}

async function deliver(
  sender: Sender,
  sent: Sent,
  raw: boolean,
): Promise<Pick<ContractExchange, "received" | "fault">> {
  try {
    return { received: await pastThrottling(() => sender.deliver(sent, raw)), fault: undefined };
  } catch (error) {
    return { received: undefined, fault: error instanceof Error ? error.message : String(error) };
  }
}
