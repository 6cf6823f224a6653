import { setTimeout as delay } from "node:timers/promises";
import { RunStopped } from "../suite-errors";

/** How often the target is asked after a request without an answer, and how long to wait between two questions, in milliseconds. */
const QUESTIONS = { times: 2, pause: 500 };

/** Stops a run whose target answers nothing any more: each case that follows would blame it for the same silence. */
export interface Breaker {
  /** Why the target counts as ended; undefined while it answers. */
  readonly reason: string | undefined;
  /**
   * Called for each request without an answer. It asks the target something simple; where that is not answered either,
   * the target has ended.
   * @param caseId the case whose request it was
   * @throws RunStopped then, so that the silence is no verdict.
   */
  afterSilence(fault: string, caseId: string): Promise<void>;
}

/**
 * Makes a breaker.
 * @param ask a request that any target answers; it rejects where no answer comes
 * @param onEnd called once, when the target counts as ended
 */
export function createBreaker(ask: () => Promise<unknown>, onEnd: () => void): Breaker {
  let reason: string | undefined;
  /** Cases that run side by side wait for the same questions. */
  let asking: Promise<boolean> | undefined;
  const answers = async (): Promise<boolean> => {
    for (let asked = 1; ; asked++) {
      const answered = await ask().then(
        () => true,
        () => false,
      );
      if (answered || asked === QUESTIONS.times) return answered;
      await delay(QUESTIONS.pause);
    }
  };
  return {
    get reason() {
      return reason;
    },
    afterSilence: async (fault, caseId) => {
      if (reason === undefined) {
        asking ??= answers().finally(() => {
          asking = undefined;
        });
        if (await asking) return;
      }
      if (reason === undefined) {
        reason = `${1 + QUESTIONS.times} requests in a row had no answer (${fault}); the first of them was of the case ${caseId}`;
        onEnd();
      }
      throw new RunStopped(reason);
    },
  };
}
