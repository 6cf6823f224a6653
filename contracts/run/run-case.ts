import { setTimeout as delay } from "node:timers/promises";
import type { KeyState } from "../../generated/types";
import { objectOf } from "../../openapi/dialect/document";
import type { ContractCase, Expectation } from "../contract-case";
import { isReadOnly } from "../contract-document";
import { type ContractExchange, jsonOf } from "../contract-exchange";
import type { Finding, Skipped } from "../finding";
import type { CaseWorld, KeyHandle } from "../given/case-world";
import { STATES } from "../given/provider-states";
import { checkRequestValidity } from "../request-validity";
import { NotApplicable, NotTestable, StatePassed, SuiteFault } from "../suite-errors";
import { checkExchange } from "./check-exchange";
import { deleteStoresMade } from "./delete-stores";
import type { RunContext } from "./run-context";
import { stateApi } from "./state-api";
import { mayShare, type StateCache, worldOf } from "./state-cache";

/**
 * Runs one case: the state, the one call, and what has to be true then. What it finds goes into the context.
 * @returns whether the call was made.
 * @throws SuiteFault where the suite is wrong; RunStopped where the run ended before the case did.
 */
export async function runCase(context: RunContext, cache: StateCache, test: ContractCase): Promise<boolean> {
  if (!STATES[test.given].alone) return prepareAndCall(context, cache, test);
  const before = context.exchanges.length;
  const isCalled = await prepareAndCall(context, cache, test);
  await deleteStoresMade(context, test.id, before);
  return isCalled;
}

async function prepareAndCall(context: RunContext, cache: StateCache, test: ContractCase): Promise<boolean> {
  const { needs, given, operation } = test;
  if (needs === "clock" && !context.policy.clock)
    return skip(context, test, "not-applicable", "the target has no clock that can be moved");
  if (context.policy.frugal && STATES[given].found && !isReadOnly(operation))
    return skip(context, test, "not-applicable", "on the live service a key that the run did not make is only read");
  for (let attempt = 1; ; attempt++) {
    let world: CaseWorld;
    try {
      world = await worldOf(context, cache, test);
      await checkKeyState(context, test, world);
    } catch (error) {
      if (error instanceof StatePassed && attempt < ATTEMPTS) continue;
      if (error instanceof NotApplicable) return skip(context, test, "not-applicable", error.message);
      if (error instanceof NotTestable)
        return skip(context, test, "not-testable", `${test.id}: ${given}: ${error.message}`);
      throw error;
    }
    const outcome = await call(context, test, world);
    if (outcome === "too late") {
      if (attempt < ATTEMPTS) continue;
      const reason = `${test.id}: ${given}: ${attempt} times the state was over before the call was answered`;
      return skip(context, test, "not-testable", reason);
    }
    // A target that takes what it should refuse has changed what other cases start from.
    if (outcome === "accepted" && !isReadOnly(operation) && mayShare(context, test)) cache.delete(given);
    return true;
  }
}

/** How often a case is tried whose state may be over before its call comes. */
const ATTEMPTS = 3;

/** Key states that pass by themselves: a target that is never in them needs none of the rules about them. */
const PASSING: ReadonlySet<KeyState> = new Set(["Creating", "Updating"]);

/**
 * A refusal because of the key state is due only where the key is in it. That DisableKey disables, or that a key without
 * material is PendingImport, is a clause of its own.
 * @throws NotTestable or StatePassed where DescribeKey says that the key is in another one
 */
async function checkKeyState(context: RunContext, test: ContractCase, world: CaseWorld & { key?: KeyHandle }) {
  const { keyState } = STATES[test.given];
  if (keyState === undefined || !test.expects.some(({ byKeyState }) => byKeyState)) return;
  const { key } = world;
  if (!key) throw new SuiteFault(`The state "${test.given}" has a key state, but no key.`);
  const api = stateApi(context, test.id);
  for (const end = Date.now() + context.policy.patience; ; await delay(1000)) {
    const { KeyMetadata } = await api.call("DescribeKey", { KeyId: key.id }, key.region);
    if (KeyMetadata?.KeyState === keyState) return;
    const reason = `DescribeKey says that the key is ${KeyMetadata?.KeyState}, not ${keyState}`;
    if (PASSING.has(keyState)) throw new StatePassed(reason);
    if (Date.now() >= end) throw new NotTestable(reason);
  }
}

function skip(context: RunContext, test: ContractCase, status: Skipped["status"], reason: string): false {
  for (const { clause } of test.expects) context.skipped.push({ clause, operation: test.operation, status, reason });
  return false;
}

/**
 * Whether the key has left by itself the key state that the case is about, as on a busy machine: then the answer says
 * nothing. EnableKey is no judge of that: where it is taken wrongly, it may enable the key itself.
 */
async function hasPassed(context: RunContext, test: ContractCase, world: CaseWorld & { key?: KeyHandle }) {
  const { keyState } = STATES[test.given];
  if (keyState === undefined || !PASSING.has(keyState) || !world.key || test.operation === "EnableKey") return false;
  const { id, region } = world.key;
  const { KeyMetadata } = await stateApi(context, test.id).call("DescribeKey", { KeyId: id }, region);
  return KeyMetadata?.KeyState === "Enabled";
}

/** Makes the call, and makes it again while an expectation fails and the target may still be settling. */
async function call(
  context: RunContext,
  test: ContractCase,
  world: CaseWorld,
): Promise<"accepted" | "refused" | "too late"> {
  const { id, operation, expects, validity, skipChecks } = test;
  for (const end = Date.now() + context.policy.patience; ; await delay(1000)) {
    // The world is that of the case's own state: `valid` and `invalid` in contract-case.ts let no other compile.
    const draft = { region: context.location.region, ...test.when(world as never) };
    const exchange = await context.exchange(id, draft, (sent) => checkRequestValidity(id, validity, sent));
    const findings = expects.map((expectation) => findingOf(expectation, exchange, world));
    const hasFinding = findings.some((finding) => finding !== undefined);
    if (hasFinding && Date.now() < end) continue;
    if (hasFinding && (await hasPassed(context, test, world))) return "too late";
    if (!skipChecks) checkExchange(context, exchange, exchange.sent.operation ?? operation);
    expects.forEach(({ clause }, i) => {
      context.verdicts.push({ clause, operation, case: id, exchange: exchange.id, finding: findings[i] });
    });
    return exchange.received === undefined || exchange.received.status === 200 ? "accepted" : "refused";
  }
}

function findingOf(
  expectation: Expectation<never>,
  { sent, received, fault }: ContractExchange,
  world: CaseWorld,
): Finding | undefined {
  if (!received) return { expected: "an HTTP response", actual: fault ?? "no response" };
  const outcome = {
    world: world as never,
    request: objectOf(jsonOf(sent.body)),
    received,
    body: objectOf(received.json),
  };
  return expectation.find(outcome);
}
