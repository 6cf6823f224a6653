import { isObject } from "../../openapi/dialect/document";
import type { ResultCheck, RunResult } from "./run-result";

/** What is read of an earlier result.json, also one of an older suite. */
export interface EarlierResult {
  readonly startedAt: string;
  readonly implementation: RunResult["implementation"];
  readonly checks: readonly Pick<ResultCheck, "id" | "operation" | "status">[];
}

/** What has changed since an earlier run. */
export interface RunComparison {
  readonly earlier: Pick<EarlierResult, "startedAt" | "implementation">;
  /** Broken now, and not then. */
  readonly appeared: readonly ResultCheck[];
  /** Broken then, and holds now. */
  readonly fixed: readonly ResultCheck[];
  /** How many are broken in both. */
  readonly same: number;
  /** How many were broken then and were not tested now. */
  readonly unseen: number;
}

const BROKEN: ReadonlySet<string> = new Set(["fail", "warn", "not-testable", "expected-fail"]);

/** The parsed value as an earlier result; undefined where it is none. */
export function earlierResult(value: unknown): EarlierResult | undefined {
  if (!isObject(value) || !Array.isArray(value.checks) || !isObject(value.implementation)) return undefined;
  const { implementation, startedAt } = value;
  if (typeof implementation.name !== "string" || typeof implementation.version !== "string") return undefined;
  const checks = value.checks.filter(isObject);
  const fits = checks.every(({ id, operation, status }) => [id, operation, status].every((x) => typeof x === "string"));
  if (!fits || checks.length !== value.checks.length || typeof startedAt !== "string") return undefined;
  return value as unknown as EarlierResult;
}

/** Compares a run with an earlier one, check by check. */
export function compareResults(earlier: EarlierResult, now: RunResult): RunComparison {
  const keyOf = ({ id, operation }: Pick<ResultCheck, "id" | "operation">) => `${id} ${operation}`;
  const before = new Set(earlier.checks.filter(({ status }) => BROKEN.has(status)).map(keyOf));
  const today = new Map(now.checks.map((check) => [keyOf(check), check]));
  const broken = now.checks.filter(({ status }) => BROKEN.has(status));
  const then = [...before].map((key) => today.get(key));
  return {
    earlier: { startedAt: earlier.startedAt, implementation: earlier.implementation },
    appeared: broken.filter((check) => !before.has(keyOf(check))),
    fixed: then.filter((check) => check !== undefined).filter(({ status }) => !BROKEN.has(status)),
    same: broken.filter((check) => before.has(keyOf(check))).length,
    unseen: then.filter((check) => check === undefined).length,
  };
}
