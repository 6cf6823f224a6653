import type { TargetClock } from "../given/define-state";
import { SuiteFault } from "../suite-errors";
import type { TargetFetch } from "./contract-target";

/** How long moving the clock may take, in milliseconds. */
const MOVES_WITHIN = 20_000;

/** The clock of a target that has the control interface under `/_trent/`. */
export function controlledClock(url: URL, ask: TargetFetch = fetch): TargetClock {
  return {
    advance: async (milliseconds) => {
      const answer = await ask(new URL("/_trent/clock", url), {
        method: "PUT",
        headers: { "content-type": "application/json" },
        signal: AbortSignal.timeout(MOVES_WITHIN),
        body: JSON.stringify({ move: { seconds: milliseconds / 1000 } }),
      });
      if (!answer.ok) throw new SuiteFault(`The target's clock could not be moved: status ${answer.status}.`);
    },
  };
}
