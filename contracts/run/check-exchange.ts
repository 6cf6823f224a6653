import type { TrentOperation } from "../../generated/types";
import { viewOf } from "../checks/wire-check";
import type { ContractExchange } from "../contract-exchange";
import type { RunContext } from "./run-context";

/** Holds every check against an exchange that named an operation, and keeps the verdicts. */
export function checkExchange(context: RunContext, exchange: ContractExchange, operation: TrentOperation): void {
  const { case: caseId, received, sent, id } = exchange;
  const keep = (clause: string, finding: RunContext["verdicts"][number]["finding"]) =>
    context.verdicts.push({ clause, finding, exchange: id, case: caseId, operation });
  if (!received) {
    keep("wire.answered", { expected: "an HTTP response", actual: exchange.fault ?? "none" });
    return;
  }
  keep("wire.answered", undefined);
  const view = viewOf(sent, received, operation);
  for (const check of context.checks) if (check.applies(view)) keep(check.clause, check.find(view));
}
