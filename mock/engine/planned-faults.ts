import type { ConnectionErrorCodeType } from "../../generated/types";
import { mulberry32 } from "./mulberry32";

/** A planned fault, as the control interface takes it. */
export interface PlannedFault {
  /** The operation that is hit; every one where absent. */
  readonly operation?: string;
  /** The error to answer, one that the operation declares; absent for a mere delay or a dropped connection. */
  readonly error?: string;
  /** The text of the error; that of the document's example where absent. */
  readonly message?: string;
  /**
   * With this ConnectCustomKeyStore succeeds, and what it began fails: the store is CONNECTING, and then FAILED with this
   * ConnectionErrorCode.
   */
  readonly connectionError?: ConnectionErrorCodeType;
  /** How long the answer waits, in milliseconds. */
  readonly delay?: number;
  /** The HTTP status of the answer; without an error its body is empty. */
  readonly status?: number;
  /** Whether the connection is closed without an answer, or in the middle of one. */
  readonly drop?: boolean | "midway";
  /** How many calls are hit; no end where absent. */
  readonly calls?: number;
  /** How many of a hundred calls are hit, at random; 100 where absent. */
  readonly percent?: number;
  /** Makes the random choice repeatable. */
  readonly seed?: number;
}

/** A planned fault with the id by which it can be taken back. */
export interface IdentifiedFault extends PlannedFault {
  readonly id: string;
  /** The account whose calls alone meet it; those of every account where absent. */
  readonly account?: string;
}

interface ActiveFault {
  readonly plan: IdentifiedFault;
  left: number;
  readonly draw: () => number;
}

/**
 * The planned faults, in the order in which they were added. A call gets the first that hits it. A method that takes an
 * account is about the faults of that account alone, and without one about all.
 */
export class PlannedFaults {
  private active: ActiveFault[] = [];
  private added = 0;
  private changes = 0;

  /** Plans a fault, and gives its id. No other fault of this mock ever has the same. */
  add(plan: PlannedFault, account?: string): string {
    this.changes++;
    const id = `${++this.added}`;
    this.active.push({
      plan: account === undefined ? { id, ...plan } : { id, account, ...plan },
      left: plan.calls ?? Number.POSITIVE_INFINITY,
      draw: mulberry32(plan.seed ?? Date.now()),
    });
    return id;
  }

  /** Takes a fault back; false where none has the id. */
  remove(id: string, account?: string): boolean {
    const before = this.active.length;
    this.active = this.active.filter(({ plan }) => plan.id !== id || !isOf(plan, account));
    this.changes++;
    return this.active.length < before;
  }

  /** The fault that hits a call of an operation by an account, if any. It then has one call less left. */
  take(operation: string, account: string): IdentifiedFault | undefined {
    if (this.active.length === 0) return undefined;
    const hit = this.active.find(
      ({ plan, draw }) =>
        (plan.account ?? account) === account &&
        (plan.operation ?? operation) === operation &&
        (draw() / 2 ** 32) * 100 < (plan.percent ?? 100),
    );
    if (!hit) return undefined;
    hit.left--;
    this.changes++;
    this.active = this.active.filter(({ left }) => left > 0);
    return hit.plan;
  }

  /** The faults that are still planned, with the calls that they have left. */
  list(account?: string): IdentifiedFault[] {
    return this.active
      .filter(({ plan }) => isOf(plan, account))
      .map(({ plan, left }) => (Number.isFinite(left) ? { ...plan, calls: left } : plan));
  }

  /** Another number after each change. */
  get revision(): number {
    return this.changes;
  }

  clear(account?: string): void {
    this.changes++;
    this.active = this.active.filter(({ plan }) => !isOf(plan, account));
  }
}

function isOf(plan: IdentifiedFault, account: string | undefined): boolean {
  return account === undefined || plan.account === account;
}
