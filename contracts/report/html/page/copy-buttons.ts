/** Makes the copy buttons work, also those that are drawn later. */
export function listenToCopyButtons(): void {
  document.addEventListener("click", async ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-copy], [data-copy-link]") : null;
    if (!(button instanceof HTMLElement)) return;
    const text = "copyLink" in button.dataset ? location.href : button.nextElementSibling?.textContent;
    const word = button.textContent;
    button.textContent = (await copied(text ?? "", button)) ? "Copied" : "Press Ctrl-C";
    setTimeout(() => {
      button.textContent = word;
    }, 1500);
  });
}

/** Writes to the clipboard; where the browser refuses (a page of a file), selects the text for the reader. */
async function copied(text: string, button: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const node = button.nextElementSibling;
    if (node) getSelection()?.selectAllChildren(node);
    return false;
  }
}
