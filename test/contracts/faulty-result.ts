import type { ContractOptions } from "../../contracts/contract-options";
import type { RunResult } from "../../contracts/report/run-result";
import { runContract } from "../../contracts/run/run-contract";
import { type Fault, listenInProcess, mockInProcess } from "./in-process";
import type { Mutant } from "./mutants/mutant";

/** What a hostile target puts into its answers: HTML, a control sequence of a terminal, a command of GitHub's runner. */
export const HOSTILE = '</script><img src=x onerror="document.title=1">\u001b[31m|`*_@user_\n::error::owned';

/** A target with three kinds of faults: a header of every answer, the text of every refusal, a rule that is missing. */
const FAULTS: Pick<Mutant, "answer"> = {
  answer: (answer) => {
    answer.headers["content-type"] = "text/html; charset=utf-8";
    if (answer.status !== 400) return;
    const body = JSON.parse(answer.body.toString()) as { message?: string };
    answer.body = JSON.stringify({ ...body, message: `${body.message} ${HOSTILE}` });
  },
};

/** The result of a run on that target, of the cases of some operations. */
export function faultyResult(options: Partial<ContractOptions> = {}): Promise<RunResult> {
  const fault = { mutant: FAULTS, ruleOff: "EnableKeyRotation.disabled-key" };
  return resultWith(fault, { only: "EnableKeyRotation", ...options });
}

/** The result of a run on a mock with a fault. */
export async function resultWith(fault: Fault, options: Partial<ContractOptions>): Promise<RunResult> {
  const mock = await mockInProcess(fault);
  const { url, close } = await listenInProcess(mock);
  try {
    const target = { name: "faulty", version: "1.0", url, clock: mock.clock, stop: close };
    return await runContract(target, {
      target: url.origin,
      region: "us-east-1",
      expectedFailures: "none",
      ...options,
    });
  } finally {
    await close();
  }
}
