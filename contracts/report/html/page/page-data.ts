import type { ResultCheck, RunResult } from "../../run-result";

/** The element of the page with this id. @throws Error where the page has none of that kind, which is a fault of the page */
export function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} #${id}.`);
  return found;
}

function embedded(id: string): unknown {
  return JSON.parse(element(id, HTMLScriptElement).textContent ?? "");
}

/** The whole result, which the page contains. */
export const result = embedded("result") as RunResult;

/** What each source says. */
export const evidence = embedded("evidence") as Readonly<Record<string, string | undefined>>;

/** The name of a check in the address: `wire.date/DescribeKey`. */
export function keyOf({ id, operation }: Pick<ResultCheck, "id" | "operation">): string {
  return `${id}/${operation}`;
}

/** Every check by its name in the address. */
export const checks: ReadonlyMap<string, ResultCheck> = new Map(result.checks.map((check) => [keyOf(check), check]));
