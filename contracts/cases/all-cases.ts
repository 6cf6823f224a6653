import type { ContractCase } from "../contract-case";
import { SuiteFault } from "../suite-errors";
import { CONSTRAINTS } from "./constraint-cases";
import { KEY_LOOKUP } from "./key-lookup-cases";
import { FAMILIES } from "./operation-families";
import { PROTOCOL } from "./protocol/protocol-cases";

/** Every case, each id once. */
export const CASES: readonly ContractCase[] = unique([
  ...PROTOCOL,
  ...FAMILIES.flatMap(({ cases }) => cases),
  ...KEY_LOOKUP,
  ...CONSTRAINTS,
]);

function unique(cases: readonly ContractCase[]): readonly ContractCase[] {
  const seen = new Set<string>();
  for (const { id } of cases) {
    if (seen.has(id)) throw new SuiteFault(`Two cases have the id ${id}.`);
    seen.add(id);
  }
  return cases;
}
