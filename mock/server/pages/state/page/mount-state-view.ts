/// <reference lib="dom" preserve="true" />
import type { components } from "../../../../../generated/control";
import { type Address, memoryAddress, type View } from "./address";
import { clockBar } from "./clock-bar";
import { ControlClient, RefusedRequest, type StateSource } from "./control-client";
import { h } from "./element";
import { faultPanel } from "./fault-panel";
import { keyList, PAGE_SIZE } from "./key-list";
import { keyPage } from "./key-page";
import { notices } from "./notices";
import { placeChoice } from "./place-choice";
import { requestPanel, SHOWN_REQUESTS } from "./request-panel";
import { scenarioPanel } from "./scenario-panel";
import { createKeyLine } from "./shell-line";
import { windowOf } from "./time-line";
import { type Revision, watchMock } from "./watch-mock";

export type { Address, View } from "./address";
export type { StateSource } from "./control-client";

type Schemas = components["schemas"];

/** The address of a mock in the same process: it looks at the path alone. */
const NOWHERE = "http://trent.localhost";

/** What a state view may be given besides its source. */
export interface StateViewOptions {
  /** Where a shell calls the mock, such as `http://127.0.0.1:4010`; absent for a mock in the same process: no command is shown then. */
  readonly endpoint?: string;
  /** The page with the reference of the API; absent: no link to it. */
  readonly referenceUrl?: string;
  /** Where the view (account, filter, key) is kept; in memory where absent. */
  readonly address?: Address;
}

/** A view that is shown. */
export interface StateView {
  /** Asks the mock no more, and takes the view out of the page. */
  end(): void;
}

/**
 * Shows the state of a mock in an element, and keeps it up to date: keys, clock, scenarios, faults, requests. It needs its style
 * sheet: `trentservice/state-view.css`, which a mock serves as `/_trent/state.css`.
 * @param element its content is replaced.
 * @param source answers the requests for the control interface: `fetch`, or that of a mock in the same process.
 */
export function mountStateView(element: HTMLElement, source: StateSource, options: StateViewOptions = {}): StateView {
  const { endpoint, referenceUrl, address = memoryAddress() } = options;
  const client = new ControlClient(source, endpoint ?? NOWHERE);
  let view = address.read();
  /** The numbers of what is shown. */
  let shown: Partial<Revision> = {};
  /** What was shown for which view: another one has to be asked for. */
  let shownView = "";
  let home: Schemas["Accounts"]["home"] = { account: "", region: "" };
  const notice = notices();
  const clock = clockBar(
    (change) => act(() => client.send("PUT", "/clock", change, scope()), "The clock was set."),
    reset,
  );
  const places = placeChoice(go);
  const keys = keyList(address, go);
  const oneKey = keyPage(() => go({ key: undefined }, true));
  const scenarios = scenarioPanel({
    show: (name) => act(() => client.send("PUT", "/scenario", { name }, scope()), "The scenario is on."),
    end: () => act(() => client.send("DELETE", "/scenario", undefined, scope()), "The scenario was taken away."),
  });
  const faults = faultPanel({
    add: (fault) => act(() => client.send("POST", "/faults", fault, scope()), "The fault was added."),
    remove: (id) => act(() => client.send("DELETE", `/faults/${id}`, undefined, scope()), "The fault was removed."),
    clear: () => act(() => client.send("DELETE", "/faults", undefined, scope()), "The faults were removed."),
  });
  const requests = requestPanel(endpoint, referenceUrl, () =>
    act(() => client.send("DELETE", "/requests", undefined, scope()), "The requests were forgotten."),
  );
  const stateless = h(
    "p",
    { class: "panel", hidden: true },
    "This mock has no state: it answers from the document alone.",
  );
  element.classList.add("trent-state");
  element.replaceChildren(
    h("div", { class: "top" }, places.element, clock.element),
    notice.element,
    h(
      "div",
      { class: "columns" },
      h("div", { class: "main" }, stateless, keys.element, oneKey.element),
      h("div", { class: "side" }, scenarios.element, faults.element, requests.element),
    ),
  );
  places.element.hidden = true;
  arrange();
  const watch = watchMock(client, scope, update, lose);
  const stopListening = address.listen(() => {
    view = address.read();
    arrange();
    void watch.look();
  });
  return { end };

  /** A change holds for the account that is shown, or for the whole mock where all are. */
  function scope() {
    return { account: view.account };
  }

  function go(change: Partial<View>, isStep = false): void {
    const before = view;
    view = { ...view, ...change };
    address.write(view, isStep);
    arrange();
    void watch.look().then(() => {
      if (view.key && !before.key) oneKey.focus();
      else if (before.key && !view.key) keys.focus();
    });
  }

  function arrange(): void {
    keys.element.hidden = Boolean(view.key);
    oneKey.element.hidden = !view.key;
  }

  async function act(change: () => Promise<void>, says: string): Promise<void> {
    try {
      await change();
      notice.say(says);
    } catch (error) {
      notice.refuse(error);
    }
    await watch.look();
  }

  async function reset(): Promise<void> {
    const what = view.account ? `account ${view.account}` : "the whole mock";
    if (!confirm(`Take ${what} back to the start? Its keys, time, faults and requests are forgotten.`)) return;
    await act(() => client.send("POST", "/reset", undefined, scope()), "Back at the start.");
  }

  /** Asks for what has changed, and shows it. */
  async function update(revision: Revision): Promise<void> {
    // Another mock on the same address counts anew.
    if (revision.started !== shown.started) {
      shown = {};
      const { operations } = await client.get<Schemas["Operations"]>("/operations");
      faults.setOperations(operations);
      requests.setOperations(operations);
    }
    const asked = view;
    const isOther = shownView !== JSON.stringify(asked);
    const hasChanged = (...names: readonly (keyof Revision)[]) =>
      isOther || names.some((name) => revision[name] !== shown[name]);
    clock.show(revision);
    const hasState = revision.state !== undefined;
    stateless.hidden = hasState;
    if (!hasState) keys.element.hidden = true;
    if (hasState && hasChanged("state")) await showPlaces(asked);
    await Promise.all([
      hasState && !asked.key && hasChanged("state") && showKeys(asked),
      hasState && asked.key && hasChanged("state", "events") && showKey(asked, asked.key),
      // A scenario changes faults or the state, whichever it has.
      hasChanged("faults", "state") && showScenarios(),
      hasChanged("faults") && showFaults(),
      hasChanged("requests") && showRequests(),
    ]);
    notice.find();
    element.classList.remove("is-lost");
    shown = revision;
    shownView = JSON.stringify(asked);
  }

  async function showPlaces(asked: View): Promise<void> {
    const accounts = await client.get<Schemas["Accounts"]>("/accounts");
    ({ home } = accounts);
    places.show(accounts, asked);
  }

  async function showKeys({ account, region, state, words, after }: View): Promise<void> {
    const query = { account, region, state, words, after, limit: PAGE_SIZE };
    const page = await client.get<Schemas["KeyPage"]>("/keys", query);
    const line = endpoint === undefined ? undefined : createKeyLine(endpoint, region || home.region, account);
    keys.show(page, { view, now: clock.now(), home, createKeyLine: line });
  }

  async function showKey({ range }: View, name: string): Promise<void> {
    const [account, region, id = ""] = name.split("/");
    try {
      const detail = await client.get<Schemas["KeyDetail"]>(`/keys/${encodeURIComponent(id)}`, { account, region });
      oneKey.show(detail, windowOf(range, clock.now()));
    } catch (error) {
      if (!(error instanceof RefusedRequest) || error.status !== 404) throw error;
      oneKey.showGone(name, "This key is not there, or not any more.");
    }
  }

  async function showScenarios(): Promise<void> {
    scenarios.show(await client.get<Schemas["Scenarios"]>("/scenario", scope()));
  }

  async function showFaults(): Promise<void> {
    faults.show((await client.get<Schemas["Faults"]>("/faults", scope())).faults);
  }

  async function showRequests(): Promise<void> {
    const query = { ...scope(), limit: SHOWN_REQUESTS };
    requests.show((await client.get<Schemas["Requests"]>("/requests", query)).requests);
  }

  function lose(error: unknown): void {
    element.classList.add("is-lost");
    notice.lose(
      error instanceof RefusedRequest ? error.message : "The mock does not answer. The page asks again every second.",
    );
  }

  function end(): void {
    watch.end();
    clock.end();
    stopListening();
    element.replaceChildren();
  }
}
