import type { TrentOperation } from "../../generated/types";
import { ANSWER_CHECKS } from "../checks/all-checks";
import { answered } from "../checks/answered";
import { requestIdOf } from "../checks/request-ids";
import { viewOf } from "../checks/wire-check";
import type { ContractExchange } from "../contract-exchange";
import type { Finding } from "../finding";
import type { RunContext } from "./run-context";

/** Runs every check that applies to an exchange of an operation, and adds the verdicts. */
export function checkExchange(context: RunContext, exchange: ContractExchange, operation: TrentOperation): void {
  const { case: caseId, received, sent, id } = exchange;
  const add = (clause: string, finding: Finding | undefined) =>
    context.verdicts.push({ clause, finding, exchange: id, case: caseId, operation });
  add(answered.id, answered.find(exchange));
  if (!received) return;
  const view = viewOf(sent, received, operation, context.requestIds);
  for (const check of ANSWER_CHECKS) if (check.applies(view)) add(check.id, check.find(view));
  const requestId = requestIdOf(view);
  if (requestId !== undefined) context.requestIds.add(requestId);
}
