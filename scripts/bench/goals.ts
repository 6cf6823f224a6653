import type { Row } from "./summary";

/** A goal for the mock's speed with its state on, and whether a run reached it. */
export interface GoalResult {
  readonly operation: string;
  readonly goal: string;
  readonly measured: number;
  readonly reached: boolean;
}

/** The names of the servers that the goals compare. */
export interface Compared {
  readonly mock: string;
  readonly bare: string;
  readonly prism: string;
}

/** The mock's goals: its processor time and its speed beside a bare `node:http` server, and its speed beside Prism. */
export const GOALS = { cpuToBare: 1.35, speedToBare: 0.7, speedToPrism: 10 } as const;

/** Compares the medians of a run with {@link GOALS}. */
export function goalResults(rows: readonly Row[], { mock, bare, prism }: Compared): GoalResult[] {
  return rows.flatMap(({ operation, server, cpuToBare, mockToThis }) => {
    const atLeast = (goal: string, least: number): GoalResult[] => [
      { operation, goal, measured: mockToThis.median, reached: mockToThis.median >= least },
    ];
    if (server === mock && cpuToBare) {
      const measured = cpuToBare.median;
      const goal = `CPU per request at most ${GOALS.cpuToBare} times the bare server's`;
      return [{ operation, goal, measured, reached: measured <= GOALS.cpuToBare }];
    }
    if (server === bare)
      return atLeast(`requests/s at least ${GOALS.speedToBare} times the bare server's`, GOALS.speedToBare);
    if (server === prism) return atLeast(`requests/s at least ${GOALS.speedToPrism} times Prism's`, GOALS.speedToPrism);
    return [];
  });
}

/** One line for each goal. */
export function goalLines(results: readonly GoalResult[]): string {
  return results.map((r) => `${r.reached ? "reached" : "missed"}: ${r.operation}, ${r.goal}: ${r.measured}`).join("\n");
}
