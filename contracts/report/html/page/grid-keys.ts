/** How far each arrow key moves: rows, columns. */
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Makes the matrix one stop of the Tab key, with the arrow keys inside: nobody presses Tab eight hundred times. */
export function listenToGridKeys(table: HTMLTableElement): void {
  const buttons = [...table.querySelectorAll("button")];
  for (const [i, button] of buttons.entries()) button.tabIndex = i === 0 ? 0 : -1;
  table.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    const from = event.target instanceof Element ? event.target.closest("td") : null;
    if (!move || !from) return;
    event.preventDefault();
    next(from, move)?.focus();
  });
  table.addEventListener("focusin", ({ target }) => {
    for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
  });
}

/** The nearest button in that direction: not each clause has a cell for each operation. */
function next(from: HTMLTableCellElement, [down, right]: readonly [number, number]): HTMLButtonElement | undefined {
  let row: Element | null | undefined = from.parentElement;
  let column = from.cellIndex;
  while (row instanceof HTMLTableRowElement) {
    row = down === 0 ? row : down > 0 ? row.nextElementSibling : row.previousElementSibling;
    column += right;
    if (!(row instanceof HTMLTableRowElement) || column < 0 || column >= row.cells.length) return undefined;
    const button = row.cells[column]?.querySelector("button");
    if (button) return button;
  }
  return undefined;
}
