import type { TargetClock } from "../given/define-state";

/** An implementation that the contract runs on, known by its URL. */
export interface ContractTarget {
  readonly name: string;
  readonly version: string;
  readonly url: URL;
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
export const TARGET_NAMES = ["mock", "moto", "local-kms", "ministack", "localstack", "aws"] as const;

/** A target that the suite can start or reach by its name. */
export type TargetName = (typeof TARGET_NAMES)[number];
