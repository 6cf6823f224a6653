import type { Key } from "../state/key";
import { stateOf } from "../state/key-state-rules";
import type { KeyStore } from "../state/state";
import { type ControlQuery, wholeNumber } from "./control-query";
import { summaryOf } from "./key-summary";
import type { ControlSchemas } from "./validate-control";

/** How many keys a page has, where the query does not say it, and at most. */
const USUAL = 50;
const MOST = 1000;

/**
 * A page of the keys that a query asks for, newest first. It looks at every key of the accounts and Regions meant, which
 * takes some hundredths of a second for 100,000.
 * @throws ControlError for a parameter that cannot be.
 */
export function keyPage(state: KeyStore, query: ControlQuery): ControlSchemas["KeyPage"] {
  const limit = wholeNumber(query, "limit", 1, MOST) ?? USUAL;
  const after = wholeNumber(query, "after", 0, Number.MAX_SAFE_INTEGER) ?? Number.POSITIVE_INFINITY;
  const wanted = query.get("state");
  const has = wordSearch(state, query.get("words") ?? "");
  const states: Record<string, number> = {};
  const found: Key[] = [];
  for (const { keys } of state.partitionsOf(query.get("account"), query.get("region"))) {
    for (const key of keys.values()) {
      if (!has(key)) continue;
      const shown = stateOf(state, key);
      states[shown] = (states[shown] ?? 0) + 1;
      if (wanted === undefined || wanted === shown) found.push(key);
    }
  }
  // The keys of one account and Region are in this order already, only backwards: that costs a sort hardly anything.
  const page = found
    .sort((a, b) => b.serial - a.serial)
    .filter(({ serial }) => serial < after)
    .slice(0, limit);
  return { keys: page.map((key) => summaryOf(state, key)), found: found.length, states };
}

/** Whether a key has each of the words, somewhere in its texts. */
function wordSearch(state: KeyStore, text: string): (key: Key) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (key) => {
    const aliases = state.aliasesOf(key.account, key.region, key.id).map(({ name }) => name);
    const tags = key.tags.map(({ TagKey, TagValue }) => `${TagKey}=${TagValue}`);
    const texts = [key.id, key.description, ...aliases, ...tags].join("\n").toLowerCase();
    return words.every((word) => texts.includes(word));
  };
}
