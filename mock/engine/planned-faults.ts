import { mulberry32 } from "./mulberry32";

/** A fault that is to happen, as the control interface takes it. */
export interface PlannedFault {
  /** The operation that meets it; absent for every one. */
  readonly operation?: string;
  /** The error to answer, one that the operation declares; absent for a mere delay or a dropped connection. */
  readonly error?: string;
  readonly message?: string;
  /** How long the answer waits, in milliseconds. */
  readonly delay?: number;
  /** Whether the connection is closed without an answer. */
  readonly drop?: boolean;
  /** How many calls meet it; absent for all that percent hits. */
  readonly calls?: number;
  /** How many of a hundred calls meet it, at random; 100 where absent. */
  readonly percent?: number;
  /** Makes the random choice repeatable. */
  readonly seed?: number;
}

interface ActiveFault {
  readonly plan: PlannedFault;
  left: number;
  readonly draw: () => number;
}

/** The faults that are planned, in the order in which they were. The first that hits a call is the one that it meets. */
export class PlannedFaults {
  private standing: ActiveFault[] = [];

  add(plan: PlannedFault): void {
    this.standing.push({
      plan,
      left: plan.calls ?? Number.POSITIVE_INFINITY,
      draw: mulberry32(plan.seed ?? Date.now()),
    });
  }

  /** What a call of an operation meets, if anything; it is one call less then. */
  meet(operation: string): PlannedFault | undefined {
    if (this.standing.length === 0) return undefined;
    const hit = this.standing.find(
      ({ plan, draw }) =>
        (plan.operation ?? operation) === operation && (draw() / 2 ** 32) * 100 < (plan.percent ?? 100),
    );
    if (!hit) return undefined;
    hit.left--;
    this.standing = this.standing.filter(({ left }) => left > 0);
    return hit.plan;
  }

  /** The plans that still stand, with the calls that they have left. */
  list(): PlannedFault[] {
    return this.standing.map(({ plan, left }) => (Number.isFinite(left) ? { ...plan, calls: left } : plan));
  }

  clear(): void {
    this.standing = [];
  }
}
