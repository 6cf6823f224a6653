import type { Saved } from "../../engine/state/saved-state";
import type { MockOptions } from "../mock-options";

/** What a person should know who starts the mock on a state file that is there: which of the options do not show. */
export function startNotes({ state }: Saved, { state: file, account, fixtures }: MockOptions): string[] {
  const notes: string[] = [];
  const accounts = [...new Set(state.keys.map((key) => key.account))];
  if (accounts.length > 0 && !accounts.includes(account))
    notes.push(
      `The state file ${file} has keys of ${accounts.sort().join(", ")} and none of the account ${account}: unsigned calls find none.`,
    );
  if (fixtures !== undefined)
    notes.push(
      `The state comes from ${file}; --fixtures${typeof fixtures === "string" ? ` ${fixtures}` : ""} is used at the next reset.`,
    );
  return notes;
}
