import type { components } from "../../../../../generated/control";
import type { ControlClient } from "./control-client";

export type Revision = components["schemas"]["Revision"];

/** How long a change may go unseen, in milliseconds. */
const PAUSE = 1000;

/** A watch over a mock. */
export interface Watch {
  /** Asks at once: something was just changed. Resolves when the answer has been shown. */
  look(): Promise<void>;
  end(): void;
}

/**
 * Asks a mock again and again what has changed, while the page is visible. The requests are short: an open stream would
 * hold up the end of the mock.
 * @param query names the account whose time is asked for.
 * @param onAnswer shows what has changed. The next question waits for it.
 * @param onLost is told that no mock answers, or why it refuses to.
 */
export function watchMock(
  client: ControlClient,
  query: () => { readonly account?: string | undefined },
  onAnswer: (revision: Revision) => Promise<void>,
  onLost: (error: unknown) => void,
): Watch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: Promise<void> | undefined;
  let isOver = false;
  document.addEventListener("visibilitychange", wake);
  void look();
  return { look, end };

  async function look(): Promise<void> {
    // The answer under way may be older than the change.
    await asking;
    clearTimeout(timer);
    if (isOver) return;
    asking ??= ask();
    await asking;
  }

  async function ask(): Promise<void> {
    try {
      const revision = await client.get<Revision>("/revision", query());
      if (!isOver) await onAnswer(revision);
    } catch (error) {
      if (!isOver) onLost(error);
    }
    asking = undefined;
    clearTimeout(timer);
    if (!isOver && !document.hidden) timer = setTimeout(() => void look(), PAUSE);
  }

  function wake(): void {
    if (!document.hidden) void look();
  }

  function end(): void {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", wake);
  }
}
