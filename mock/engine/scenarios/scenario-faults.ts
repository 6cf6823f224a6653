import type { PlannedFault } from "../planned-faults";
import type { Scenario } from "./scenario";

/**
 * The faults to plan for a scenario, with its delay in them. A call meets the first that hits it.
 * @param operations the names of the operations that there are.
 */
export function plannedFaultsOf({ faults = [], delay }: Scenario, operations: readonly string[]): PlannedFault[] {
  if (!delay) return [...faults];
  const { milliseconds, operations: meant } = delay;
  const waits = (name: string | undefined) =>
    meant === undefined || (name !== undefined && meant.some((pattern) => fits(pattern, name)));
  const delayed = faults.map((fault) => (waits(fault.operation) ? { delay: milliseconds, ...fault } : fault));
  if (meant === undefined) return [...delayed, { delay: milliseconds }];
  return [...delayed, ...operations.filter(waits).map((operation) => ({ operation, delay: milliseconds }))];
}

/** Whether an operation's name is the one of a pattern, or begins with what stands before its `*`. */
export function fits(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
