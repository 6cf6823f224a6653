import { CASES } from "../../contracts/cases/all-cases";
import { STATES } from "../../contracts/given/provider-states";
import { probe } from "../../contracts/run/probe";
import { runCases } from "../../contracts/run/run-cases";
import { createRunContext } from "../../contracts/run/run-context";
import { mockInProcess } from "./in-process";

const pattern = new RegExp(process.env.MINE ?? "^(GenerateMac|VerifyMac)\\.");
test("mine", async () => {
  const { sender, clock } = await mockInProcess({});
  await clock.freeze();
  const context = createRunContext(sender, await probe(sender, "us-east-1"), {
    clock, wait: clock.advance, gate: undefined, onAnswer: undefined, patience: 0, frugal: false,
  });
  const cases = CASES.filter(({ id, given }) => pattern.test(id) && !/RSA_(3|4)/.test(given));
  const start = Date.now();
  await runCases(context, cases, 8);
  console.log(cases.length, "cases", Date.now() - start, "ms");
  const bad = context.verdicts.filter(({ finding, ...rest }) => finding !== undefined).slice(0, 30);
  console.log(JSON.stringify(bad, null, 1).slice(0, 6000));
  const skipped = (context as never as { skipped?: unknown }).skipped;
  console.log(Object.keys(context), JSON.stringify((context as any).notRun ?? (context as any).unrun ?? skipped ?? null)?.slice(0, 3000));
}, 600000);
