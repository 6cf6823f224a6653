import { readAddress, writeAddress } from "./address";
import { listenToDialog, openCheck } from "./check-dialog";
import { applyFilter, filterAddress, listenToFilter } from "./check-list";
import { listenToCopyButtons } from "./copy-buttons";
import { listenToEarlierFile } from "./earlier-file";
import { listenToExchanges } from "./exchange-list";
import { listenToGridKeys } from "./grid-keys";
import { element, keyOf, result } from "./page-data";

/** Shows what the address asks for: a filter, a check, or the place of a clause. */
function followAddress(): void {
  const address = readAddress();
  if (address?.kind === "filter") {
    applyFilter(address.filter);
    element("all", HTMLElement).scrollIntoView();
  } else if (address && !openCheck(address.id)) showClause(address.id);
}

/** A clause has a line where it fails on several operations, a row, or a check of one operation. */
function showClause(id: string): void {
  const place = document.getElementById(id) ?? document.querySelector(`[id^="${CSS.escape(`${id}-`)}"]`);
  if (place) {
    for (let node: Element | null = place; node; node = node.parentElement)
      if (node instanceof HTMLDetailsElement) node.open = true;
    place.scrollIntoView();
    return;
  }
  const check = result.checks.find((candidate) => candidate.id === id);
  if (check) openCheck(keyOf(check));
}

function listenToButtons(): void {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-check], [data-status]") : null;
    if (!(button instanceof HTMLElement)) return;
    const { check, status } = button.dataset;
    if (check !== undefined) openCheck(check);
    else if (status !== undefined) {
      applyFilter(new URLSearchParams({ status }));
      writeAddress(filterAddress());
      element("all", HTMLElement).scrollIntoView();
    }
  });
}

listenToFilter();
listenToExchanges();
listenToDialog(() => writeAddress(filterAddress()));
listenToButtons();
listenToCopyButtons();
listenToEarlierFile();
for (const table of document.querySelectorAll<HTMLTableElement>("table.matrix")) listenToGridKeys(table);
addEventListener("hashchange", followAddress);
followAddress();
