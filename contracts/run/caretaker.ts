import path from "node:path";
import type { Sender } from "../send/sender";
import type { ContractTarget } from "../targets/contract-target";
import { createCleanup } from "./cleanup";
import { openLiveGuard } from "./live-guard";
import type { RunPolicy } from "./run-context";

/** Where a live run writes down its keys, so that the next run can schedule what a crashed one left behind. */
const KEYS_FILE = path.resolve(".further", "live-keys.json");

/** Takes care of a target that goes on after the run. */
export interface Caretaker extends Partial<Pick<RunPolicy, "gate" | "onAnswer" | "onLost">> {
  /** Takes back what the run made, and says what is left. @param ended whether the target answers nothing any more */
  leave(ended: boolean, warn?: (sentence: string) => void): Promise<void>;
}

/** Undefined for a target that the suite started: it ends with all that it holds. */
export async function caretakerOf(
  target: ContractTarget,
  sender: Sender,
  region: string,
): Promise<Caretaker | undefined> {
  if (target.live) {
    const guard = await openLiveGuard(sender, region, KEYS_FILE);
    return {
      ...guard,
      leave: async (_, warn) => {
        const left = await guard.tidy().catch((error: unknown) => {
          warn?.(error instanceof Error ? error.message : String(error));
          return [];
        });
        for (const remedy of guard.remedies()) warn?.(remedy);
        if (left.length > 0) warn?.(`The next run tries again: the keys are in ${path.relative("", KEYS_FILE)}.`);
      },
    };
  }
  if (target.started) return undefined;
  const cleanup = createCleanup(sender);
  return {
    onAnswer: cleanup.onAnswer,
    leave: async (ended, warn) => {
      const left = ended ? cleanup.made() : await cleanup.tidy();
      if (left.length > 0)
        warn?.(
          `${left.length} keys and aliases of this run are left on the target, such as ${left.slice(0, 3).join(", ")}. Each key has the tag trent-contract.`,
        );
    },
  };
}
