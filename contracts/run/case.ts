import { setTimeout as delay } from "node:timers/promises";
import { objectOf } from "../../openapi/dialect/document";
import type { Case, Expectation, Outcome } from "../case";
import type { Exchange } from "../exchange";
import type { Finding } from "../finding";
import { NOBODYS_KEY, STATES, type StateName } from "../given/states";
import type { Given, World } from "../given/world";
import { NotApplicable, NotTestable } from "../outcome";
import { checkOwnRequest } from "../own-request";
import { apiFor } from "./api";
import { judgeExchange } from "./judge";
import type { Sitting } from "./sitting";

/** States that a frugal run makes once: nobody changes what they are. */
export type Shelf = Map<StateName, Promise<Given>>;

/** How a case ended as a whole; its verdicts are in the sitting. */
export type Ending =
  | { readonly kind: "judged" }
  | { readonly kind: "not-testable" | "not-applicable"; readonly reason: string };

/** Runs one case: the state, the one call, and what has to be true then. @throws SuiteFault where we are at fault. */
export async function runCase(sitting: Sitting, shelf: Shelf, test: Case): Promise<Ending> {
  if (test.needs === "clock" && !sitting.manner.clock) {
    return { kind: "not-applicable", reason: "the target declares no clock that can be moved" };
  }
  if (sitting.manner.frugal && test.given === "an AWS managed key" && !READS.test(test.operation ?? "")) {
    return { kind: "not-applicable", reason: "on the live service a key that the run did not make is only read" };
  }
  let world: World;
  try {
    world = await worldOf(sitting, shelf, test);
  } catch (error) {
    if (error instanceof NotApplicable) return { kind: "not-applicable", reason: error.message };
    if (error instanceof NotTestable) return { kind: "not-testable", reason: `${test.given}: ${error.message}` };
    throw error;
  }
  await ask(sitting, test, world);
  return { kind: "judged" };
}

async function worldOf(sitting: Sitting, shelf: Shelf, test: Case): Promise<World> {
  const { id, given, needs } = test;
  const { place } = sitting;
  const from = Date.now();
  const nobody = {
    id: NOBODYS_KEY,
    arn: `arn:${place.partition}:kms:${place.region}:${place.account}:key/${NOBODYS_KEY}`,
  };
  const make = () => STATES[given](apiFor(sitting, id, needs && sitting.manner.clock)) as Promise<Given>;
  const shared =
    given === "any key" || given === "an AWS managed key" || (sitting.manner.frugal && changesNothing(test));
  if (shared && !shelf.has(given)) shelf.set(given, make());
  const { key = nobody, named = {} } = await (shelf.get(given) ?? make());
  return { place, key, named, moment: { from, to: Date.now() } };
}

const READS = /^(Describe|Get|List)/;

/** Whether the state is afterwards what it was before, so that another case can start from it too. */
function changesNothing({ operation, expects, given, needs, ours }: Case): boolean {
  if (needs !== undefined || /just|being made/.test(given)) return false;
  return ours === "invalid" || READS.test(operation ?? "") || expects.every(({ refuses }) => refuses === true);
}

/** Asks, and asks again while an expectation fails and the target may still be settling. */
async function ask(sitting: Sitting, test: Case, world: World): Promise<void> {
  const { operation, expects } = test;
  for (const end = Date.now() + sitting.manner.patience; ; await delay(1000)) {
    const draft = { region: sitting.place.region, ...test.when(world) };
    const exchange = await sitting.exchange(test.id, draft, (sent) => checkOwnRequest(test, sent));
    const findings = expects.map((expectation) => findingOf(expectation, exchange, world));
    if (findings.some((finding) => finding !== undefined) && Date.now() < end) continue;
    if (operation !== undefined && test.unjudged !== true)
      judgeExchange(sitting, exchange, exchange.sent.operation ?? operation);
    expects.forEach(({ clause }, i) => {
      const finding = findings[i];
      sitting.verdicts.push({ clause, finding, exchange: exchange.id, case: test.id, operation: operation ?? "" });
    });
    return;
  }
}

function findingOf(expectation: Expectation, { received, fault }: Exchange, world: World): Finding | undefined {
  if (!received) return { expected: "an HTTP response", actual: fault ?? "none" };
  const outcome: Outcome = { world, received, body: objectOf(received.json) };
  return expectation.find(outcome);
}
