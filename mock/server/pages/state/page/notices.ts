import { button, h } from "./element";

/** What the reader is told besides: what was done, what was refused, and that the mock is gone. */
export function notices() {
  const done = h("p", { class: "done", role: "status" });
  const refused = h("div", { class: "refused", role: "alert", hidden: true });
  const lost = h("p", { class: "lost", role: "alert", hidden: true });
  const element = h("div", { class: "notices" }, lost, refused, done);
  return { element, say, refuse, lose, find };

  function say(text: string): void {
    done.textContent = text;
    refused.hidden = true;
  }

  function refuse(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    refused.replaceChildren(
      h("p", {}, text),
      button(
        "Close",
        () => {
          refused.hidden = true;
        },
        { class: "quiet" },
      ),
    );
    refused.hidden = false;
  }

  function lose(text: string): void {
    if (!lost.hidden && lost.textContent === text) return;
    lost.textContent = text;
    lost.hidden = false;
  }

  function find(): void {
    lost.hidden = true;
  }
}
