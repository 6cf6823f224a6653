import type { TargetClock } from "../given/define-state";

/** Answers requests without a network, as `fetch` would. */
export type TargetFetch = (url: URL, init: RequestInit) => Promise<Response>;

/** An implementation that the contract runs on, known by its URL or by a function. */
export interface ContractTarget {
  readonly name: string;
  readonly version: string;
  /** Where it listens. With {@link fetch} it is a mere name, which signatures and reports have. */
  readonly url: URL;
  /** Answers in this process, where the target does not listen at all. */
  readonly fetch?: TargetFetch;
  readonly clock?: TargetClock;
  /** Whether it is the real service, whose account the run has to protect. */
  readonly live?: true;
  /** Whether the suite started it. */
  readonly started?: true;
  /** The last output of a server that the suite started and that ended by itself; undefined while it runs. */
  readonly ended?: () => string | undefined;
  /** Stops a server that the suite started. */
  stop(): Promise<void>;
}

/** The names that `--target` accepts besides a URL. */
export const TARGET_NAMES = ["mock", "in-process", "moto", "local-kms", "ministack", "localstack", "aws"] as const;

/** A target that the suite can start or reach by its name. */
export type TargetName = (typeof TARGET_NAMES)[number];
