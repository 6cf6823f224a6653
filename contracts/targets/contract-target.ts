import type { TargetClock } from "../given/case-world";

/** What is judged: known by its URL, as AWS is. */
export interface Target {
  readonly name: string;
  readonly version: string;
  readonly url: URL;
  readonly clock?: TargetClock;
  /** Whether it is the real service: slow, careful, and tidied up behind us. */
  readonly live?: true;
  /** What a server that we started printed last, when it has ended by itself; undefined while it runs. */
  readonly ended?: () => string | undefined;
  stop(): Promise<void>;
}

/** The names that `--target` knows besides a URL. */
export const TARGET_NAMES = ["mock", "moto", "local-kms", "ministack", "localstack", "aws"] as const;

/** The name of a target that the suite can start or reach by itself. */
export type TargetName = (typeof TARGET_NAMES)[number];
