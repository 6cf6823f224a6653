/// <reference lib="esnext.disposable" preserve="true" />
import type { ScenarioName } from "../../generated/scenario-names";
import type { SteerableMock } from "../engine/control/mock-control";
import { runMock } from "./run-mock";
import { optionsOf, type StartOptions } from "./start-options";

export type { ScenarioName } from "../../generated/scenario-names";
export { TrentProblem } from "../../openapi/dialect/problems";
export type {
  ClockChange,
  ClockControl,
  ClockMove,
  FaultControl,
  MockControl,
  MockEvents,
  MockSession,
  ScenarioList,
  SteerableMock,
} from "../engine/control/mock-control";
export type { IdentifiedFault, PlannedFault } from "../engine/planned-faults";
export type { Fixture, KeyFixture } from "../engine/state/fixture-document";
export type { StartOptions } from "./start-options";

/** A mock that listens in this process: its control interface as an object, and where it is called. */
export interface StartedMock<Name extends string = ScenarioName> extends SteerableMock<Name>, AsyncDisposable {
  /** The address for a client's endpoint, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Takes no new connections, answers open requests within the grace, and cuts the rest. A second call does nothing more. */
  close(): Promise<void>;
}

/**
 * Starts a mock of AWS KMS in this process. Several of them are independent. `await using` closes it by itself.
 * @param options as the flags of the command, with the same defaults: so it listens on port 4010 and logs each request to
 * standard error. A test will want `port: 0`, a free one, and `logLevel: "silent"`.
 * @throws TrentProblem for an option, a document, a fixture or a state file that cannot be used, and for an address that is
 * taken. With `scenarios`, a file of your own, `scenario()` takes any name. With `stateless` or `spec` there is no state: the members that need one throw TRENT_E_NO_STATE.
 */
export async function startMock(options: StartOptions & { readonly scenarios: string }): Promise<StartedMock<string>>;
export async function startMock(options?: StartOptions): Promise<StartedMock>;
export async function startMock(options: StartOptions = {}): Promise<StartedMock<string>> {
  const { url, control, close } = await runMock(optionsOf(options), undefined, true);
  if (!control) throw new Error("A mock that is steered has a control interface.");
  return { ...control, url, close, [Symbol.asyncDispose]: close };
}
