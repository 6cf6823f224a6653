import type { Case } from "../contract-case";
import { SuiteFault } from "../suite-errors";
import { CONSTRAINTS } from "./constraint-cases";
import { KEYS } from "./key-cases";
import { FINDING_KEYS } from "./key-lookup-cases";
import { LIFECYCLE } from "./lifecycle-cases";
import { MULTI_REGION } from "./multi-region-cases";
import { ON_DEMAND } from "./on-demand-cases";
import { PROTOCOL } from "./protocol/protocol-cases";
import { ROTATION } from "./rotation-cases";
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
