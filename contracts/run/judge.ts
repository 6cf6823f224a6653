import type { TrentOperation } from "../../generated/types";
import { viewOf } from "../checks/check";
import type { Exchange } from "../exchange";
import type { Sitting } from "./sitting";

/** Holds every check against an exchange that named an operation, and keeps the verdicts. */
export function judgeExchange(sitting: Sitting, exchange: Exchange, operation: TrentOperation): void {
  const { case: caseId, received, sent, id } = exchange;
  const keep = (clause: string, finding: Sitting["verdicts"][number]["finding"]) =>
    sitting.verdicts.push({ clause, finding, exchange: id, case: caseId, operation });
  if (!received) {
    keep("wire.answered", { expected: "an HTTP response", actual: exchange.fault ?? "none" });
    return;
  }
  keep("wire.answered", undefined);
  const view = viewOf(sent, received, operation);
  for (const check of sitting.checks) if (check.applies(view)) keep(check.clause, check.find(view));
}
