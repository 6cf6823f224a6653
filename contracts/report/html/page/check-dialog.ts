import { html } from "../../../../openapi/dialect/markup";
import { checkView, statusMark } from "../check-view";
import { writeAddress } from "./address";
import { checks, element, evidence, result } from "./page-data";

const dialog = element("dialog", HTMLDialogElement);

/** Opens a check by its name in the address, and puts it there. False where there is none. */
export function openCheck(key: string): boolean {
  const check = checks.get(key);
  if (!check) return false;
  element("dialog-title", HTMLElement).innerHTML =
    html`${statusMark(check.status)} <code>${check.id}</code> on ${check.operation}`.text;
  element("dialog-body", HTMLElement).innerHTML = checkView(check, result.exchanges, evidence[check.source]).text;
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  writeAddress(key);
  return true;
}

/** Lets the dialog close by its button, Escape or a click beside it. @param onClose puts back the address of before */
export function listenToDialog(onClose: () => void): void {
  dialog.addEventListener("close", onClose);
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || (target instanceof Element && target.closest("[data-close]"))) dialog.close();
  });
}
