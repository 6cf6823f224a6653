import { setTimeout as delay } from "node:timers/promises";
import { objectOf } from "../../openapi/dialect/document";
import type { Case, CaseOutcome, Expectation } from "../contract-case";
import type { ContractExchange } from "../contract-exchange";
import type { Finding } from "../finding";
import type { CaseWorld, Given } from "../given/case-world";
import { NOBODYS_KEY, STATES, type StateName } from "../given/provider-states";
import { checkOwnRequest } from "../request-validity";
import { NotApplicable, NotTestable } from "../suite-errors";
import { checkExchange } from "./check-exchange";
import type { RunContext } from "./run-context";
import { apiFor } from "./state-api";

/** States that a frugal run makes once: nobody changes what they are. */
export type StateCache = Map<StateName, Promise<Given>>;

/** How a case ended as a whole; its verdicts are in the context. */
export type Ending =
  | { readonly kind: "judged" }
  | { readonly kind: "not-testable" | "not-applicable"; readonly reason: string };

/** Runs one case: the state, the one call, and what has to be true then. @throws SuiteFault where we are at fault. */
export async function runCase(context: RunContext, cache: StateCache, test: Case): Promise<Ending> {
  if (test.needs === "clock" && !context.policy.clock) {
    return { kind: "not-applicable", reason: "the target declares no clock that can be moved" };
  }
  if (context.policy.frugal && test.given === "an AWS managed key" && !READS.test(test.operation ?? "")) {
    return { kind: "not-applicable", reason: "on the live service a key that the run did not make is only read" };
  }
  let world: CaseWorld;
  try {
    world = await worldOf(context, cache, test);
  } catch (error) {
    if (error instanceof NotApplicable) return { kind: "not-applicable", reason: error.message };
    if (error instanceof NotTestable) return { kind: "not-testable", reason: `${test.given}: ${error.message}` };
    throw error;
  }
  await ask(context, test, world);
  return { kind: "judged" };
}

async function worldOf(context: RunContext, cache: StateCache, test: Case): Promise<CaseWorld> {
  const { id, given, needs } = test;
  const { place } = context;
  const from = Date.now();
  const nobody = {
    id: NOBODYS_KEY,
    arn: `arn:${place.partition}:kms:${place.region}:${place.account}:key/${NOBODYS_KEY}`,
  };
  const make = () => STATES[given](apiFor(context, id, needs && context.policy.clock)) as Promise<Given>;
  const shared =
    given === "any key" || given === "an AWS managed key" || (context.policy.frugal && changesNothing(test));
  if (shared && !cache.has(given)) cache.set(given, make());
  const { key = nobody, named = {} } = await (cache.get(given) ?? make());
  return { place, key, named, moment: { from, to: Date.now() } };
}

const READS = /^(Describe|Get|List)/;

/** Whether the state is afterwards what it was before, so that another case can start from it too. */
function changesNothing({ operation, expects, given, needs, ours }: Case): boolean {
  if (needs !== undefined || /just|being made/.test(given)) return false;
  return ours === "invalid" || READS.test(operation ?? "") || expects.every(({ refuses }) => refuses === true);
}

/** Asks, and asks again while an expectation fails and the target may still be settling. */
async function ask(context: RunContext, test: Case, world: CaseWorld): Promise<void> {
  const { operation, expects } = test;
  for (const end = Date.now() + context.policy.patience; ; await delay(1000)) {
    const draft = { region: context.place.region, ...test.when(world) };
    const exchange = await context.exchange(test.id, draft, (sent) => checkOwnRequest(test, sent));
    const findings = expects.map((expectation) => findingOf(expectation, exchange, world));
    if (findings.some((finding) => finding !== undefined) && Date.now() < end) continue;
    if (operation !== undefined && test.unjudged !== true)
      checkExchange(context, exchange, exchange.sent.operation ?? operation);
    expects.forEach(({ clause }, i) => {
      const finding = findings[i];
      context.verdicts.push({ clause, finding, exchange: exchange.id, case: test.id, operation: operation ?? "" });
    });
    return;
  }
}

function findingOf(
  expectation: Expectation,
  { received, fault }: ContractExchange,
  world: CaseWorld,
): Finding | undefined {
  if (!received) return { expected: "an HTTP response", actual: fault ?? "none" };
  const outcome: CaseOutcome = { world, received, body: objectOf(received.json) };
  return expectation.find(outcome);
}
