import type { Case } from "../case";
import { SuiteFault } from "../outcome";
import { CONSTRAINTS } from "./constraints";
import { FINDING_KEYS } from "./finding-keys";
import { KEYS } from "./keys";
import { LIFECYCLE } from "./lifecycle";
import { MULTI_REGION } from "./multi-region";
import { ON_DEMAND } from "./on-demand";
import { PROTOCOL } from "./protocol";
import { ROTATION } from "./rotation";
import { TAGS_AND_ALIASES } from "./tags-and-aliases";

/** Every case, each id once. */
export const CASES: readonly Case[] = unique([
  ...PROTOCOL,
  ...ROTATION,
  ...ON_DEMAND,
  ...LIFECYCLE,
  ...KEYS,
  ...MULTI_REGION,
  ...TAGS_AND_ALIASES,
  ...FINDING_KEYS,
  ...CONSTRAINTS,
]);

function unique(cases: readonly Case[]): readonly Case[] {
  const seen = new Set<string>();
  for (const { id } of cases) {
    if (seen.has(id)) throw new SuiteFault(`Two cases are called ${id}.`);
    seen.add(id);
  }
  return cases;
}
