import { button } from "./element";

/** A button that copies a text. @param label says what it copies, for those who do not see what is beside it */
export function copyButton(text: () => string, label: string): HTMLButtonElement {
  const made = button("Copy", () => copy(), { "aria-label": label, class: "quiet" });
  return made;

  async function copy(): Promise<void> {
    made.textContent = (await copied(text())) ? "Copied" : "Select it and press Ctrl-C";
    setTimeout(() => {
      made.textContent = "Copy";
    }, 1500);
  }
}

/** A page that is not of this machine and has no TLS may not write to the clipboard. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
