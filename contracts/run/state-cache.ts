import type { ContractCase } from "../contract-case";
import { isReadOnly } from "../contract-document";
import type { CaseWorld, StateOutputs } from "../given/case-world";
import { STATES, type StateName } from "../given/provider-states";
import { SuiteFault } from "../suite-errors";
import type { RunContext } from "./run-context";
import { stateApi } from "./state-api";

type Outputs = Partial<StateOutputs>;

/** The states that several cases of a run start from. Each is built once. */
export type StateCache = Map<StateName, Promise<Outputs>>;

/**
 * Brings the target into the state of a case, or takes it from the cache where the case may share it.
 * @throws NotTestable or NotApplicable where the target cannot be brought into the state; SuiteFault where the state
 * does not give what it declares.
 */
export async function worldOf(context: RunContext, cache: StateCache, test: ContractCase): Promise<CaseWorld> {
  const { given } = test;
  const from = Date.now();
  const shared = mayShare(context, test) ? (cache.get(given) ?? build(context, test)) : undefined;
  if (shared) cache.set(given, shared);
  // A case that changes its key never gets the shared one: what follows would depend on the order of the cases.
  const outputs = await (shared ?? build(context, test));
  return guarded({ ...outputs, location: context.location, moment: { from, to: Date.now() } }, given);
}

async function build(context: RunContext, { id, given, needs }: ContractCase): Promise<Outputs> {
  const state = STATES[given];
  const clock = needs !== undefined || state.alone ? context.policy.clock : undefined;
  const outputs: Outputs = await state.setup(stateApi(context, id, clock));
  const missing = state.gives.find((name) => outputs[name] === undefined);
  if (missing) throw new SuiteFault(`The state "${given}" declares that it gives ${missing}, but does not give it.`);
  return outputs;
}

/** Whether a case may start from the state that others start from too. */
export function mayShare({ policy }: RunContext, test: ContractCase): boolean {
  const { shareable } = STATES[test.given];
  if (shareable !== "unchanged") return shareable === "always";
  return test.needs === undefined && (test.validity === "invalid" || (policy.frugal && changesNothing(test)));
}

/** Whether the target is the same after the case, so that another case can start from its state too. */
function changesNothing({ operation, expects }: ContractCase): boolean {
  return isReadOnly(operation) || expects.every(({ refuses }) => refuses === true);
}

const OUTPUTS: ReadonlySet<string | symbol> = new Set(Object.values(STATES).flatMap(({ gives }) => gives));

/** Types prevent most cases from reading what their state does not give. This finds the rest, and never blames the target. */
function guarded<World extends CaseWorld>(world: World, given: StateName): World {
  return new Proxy(world, {
    get: (target, name) => {
      if (OUTPUTS.has(name) && !(name in target))
        throw new SuiteFault(`A case reads ${String(name)}, which its state "${given}" does not give.`);
      return Reflect.get(target, name);
    },
  });
}
