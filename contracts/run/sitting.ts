import { allChecks } from "../checks/all";
import type { Check } from "../checks/check";
import type { Exchange, Received, Sent } from "../exchange";
import type { Verdict } from "../finding";
import type { Clock, Place } from "../given/world";
import type { Draft, Sender } from "../send/sender";
import { isRaw } from "../send/sender";

/** What may stand between the suite and the target: the live service wants a slow and careful caller. */
export type Gate = (sent: Sent, region: string) => Promise<void>;

/** How a run goes about its target. */
export interface Manner {
  readonly clock: Clock | undefined;
  /** Called before each request. */
  readonly gate: Gate | undefined;
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
export interface Sitting {
  readonly sender: Sender;
  readonly place: Place;
  readonly manner: Manner;
  readonly checks: readonly Check[];
  readonly exchanges: Exchange[];
  readonly verdicts: (Verdict & { readonly case: string; readonly operation: string })[];
  /** Sends a request as part of a case, and keeps the exchange. */
  exchange(caseId: string, draft: Draft, before?: (sent: Sent) => void): Promise<Exchange>;
}

/** Opens a run. */
export function openSitting(sender: Sender, place: Place, manner: Manner): Sitting {
  const exchanges: Exchange[] = [];
  return {
    sender,
    place,
    manner,
    checks: allChecks(),
    exchanges,
    verdicts: [],
    exchange: async (caseId, draft, before) => {
      const sent = await sender.prepare(draft);
      before?.(sent);
      await manner.gate?.(sent, draft.region);
      const from = performance.now();
      const { received, fault } = await deliver(sender, sent, isRaw(draft));
      const made: Exchange = {
        id: exchanges.length,
        case: caseId,
        sent,
        received,
        fault,
        milliseconds: Math.round(performance.now() - from),
      };
      exchanges.push(made);
      if (received) manner.onAnswer?.(sent, received, draft.region);
      return made;
    },
  };
}

async function deliver(sender: Sender, sent: Sent, raw: boolean): Promise<Pick<Exchange, "received" | "fault">> {
  try {
    return { received: await sender.deliver(sent, raw), fault: undefined };
  } catch (error) {
    return { received: undefined, fault: error instanceof Error ? error.message : String(error) };
  }
}
