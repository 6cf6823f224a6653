import { h } from "./element";

/** What a state means for whoever uses the key: its colour, besides the word. */
const TONES: Readonly<Record<string, string>> = {
  Enabled: "good",
  Disabled: "off",
  PendingDeletion: "bad",
  PendingReplicaDeletion: "bad",
  PendingImport: "wait",
  Unavailable: "wait",
};

/** A state in words: `PendingDeletion` as `Pending deletion`. */
export function stateText(state: string): string {
  return state.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The state of a key. One that changes by itself, such as Creating, has the colour of what is under way. */
export function statePill(state: string): HTMLElement {
  return h("span", { class: `pill ${TONES[state] ?? "busy"}` }, stateText(state));
}
