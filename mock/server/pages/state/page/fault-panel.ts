import type { components } from "../../../../../generated/control";
import { button, h, offer } from "./element";
import { KeyedList } from "./keyed-list";
import { count } from "./moment";

type Schemas = components["schemas"];
type Fault = Schemas["ActiveFault"];
type PlannedFault = Schemas["PlannedFault"];
type Operation = Schemas["Operations"]["operations"][number];

/** What can go wrong without an error of the API: value of the choice, text, members of the fault. */
const WITHOUT_ERROR: readonly (readonly [string, string, object])[] = [
  ["status-500", "500 with an empty body", { status: 500 }],
  ["status-503", "503 with an empty body", { status: 503 }],
  ["drop", "Connection closed, no answer", { drop: true }],
  ["midway", "Connection closed midway", { drop: "midway" }],
  ["delay", "A late answer", { delay: 2000 }],
];

/** What the panel asks of the mock. */
export interface FaultActions {
  add(fault: PlannedFault): Promise<void>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}

/** The planned faults, and a form for one more. */
export function faultPanel({ add, remove, clear }: FaultActions) {
  let operations: readonly Operation[] = [];
  const list = h("ul", { class: "faults", "aria-label": "Planned faults" });
  const items = new KeyedList<Fault>(list, ({ id }) => id, faultItem);
  const none = h("p", { class: "soft" }, "Every call is answered as AWS would.");
  const all = button("Remove all", () => clear(), { class: "quiet" });
  const operation = h("select", {});
  operation.addEventListener("change", () => offerErrors());
  const outcome = h("select", {});
  const calls = h("input", { type: "number", min: 1, value: 1, inputmode: "numeric", placeholder: "no end" });
  const delay = h("input", { type: "number", min: 0, max: 600000, step: 100, inputmode: "numeric", placeholder: "0" });
  const form = h(
    "form",
    { class: "fault-form" },
    field("Operation", operation),
    field("Answer", outcome),
    field("Calls", calls),
    field("Delay, ms", delay),
    h("button", { type: "submit", class: "main" }, "Add the fault"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void add(written());
  });
  const element = h(
    "section",
    { class: "panel", "aria-labelledby": "trent-faults" },
    h("div", { class: "bar" }, h("h2", { id: "trent-faults" }, "Faults"), all),
    none,
    list,
    form,
  );
  return { element, show, setOperations };

  function setOperations(known: readonly Operation[]): void {
    operations = known;
    const names = operations.map(({ name }) => [name, name] as const);
    offer(operation, [["", "Every operation"], ...names], operation.value);
    offerErrors();
  }

  function show(faults: readonly Fault[]): void {
    items.show(faults);
    none.hidden = faults.length > 0;
    all.hidden = faults.length === 0;
  }

  /** The errors of the operation that is chosen, or of all of them. */
  function offerErrors(): void {
    const meant = operations.filter(({ name }) => operation.value === "" || operation.value === name);
    const errors = [...new Set(meant.flatMap((each) => each.errors))].sort();
    const chosen = outcome.value;
    offer(
      outcome,
      [
        ...errors.map((name) => [`error ${name}`, name] as const),
        ...WITHOUT_ERROR.map(([value, text]) => [value, text] as const),
      ],
      chosen,
    );
    if (outcome.selectedIndex < 0) outcome.selectedIndex = 0;
  }

  function written(): PlannedFault {
    const [kind, error] = outcome.value.split(" ");
    const members = WITHOUT_ERROR.find(([value]) => value === kind)?.[2];
    return {
      ...(error === undefined ? { ...members } : { error }),
      ...(operation.value !== "" && { operation: operation.value }),
      ...(calls.value !== "" && { calls: calls.valueAsNumber }),
      ...(delay.value !== "" && { delay: delay.valueAsNumber }),
    } as PlannedFault;
  }

  function faultItem(fault: Fault): HTMLElement {
    const what = faultText(fault);
    return h(
      "li",
      {},
      h("span", {}, h("b", {}, fault.operation ?? "Every operation"), ` ${what}`),
      button("Remove", () => remove(fault.id), {
        class: "quiet",
        "aria-label": `Remove the fault: ${what}`,
        "data-focus": "remove",
      }),
    );
  }
}

function field(label: string, control: HTMLElement): HTMLElement {
  return h("label", {}, h("span", { class: "label" }, label), control);
}

/** A fault in words, such as `answers ThrottlingException, after 200 ms, 2 calls left`. */
function faultText({ error, status, connectionError, drop, delay, calls, percent }: Fault): string {
  const parts: string[] = [];
  if (drop) parts.push(drop === "midway" ? "is cut midway" : "is cut without an answer");
  if (error !== undefined) parts.push(`answers ${error}`);
  if (status !== undefined) parts.push(error === undefined ? `answers ${status}` : `with ${status}`);
  if (connectionError !== undefined) parts.push(`fails later with ${connectionError}`);
  if (delay !== undefined) parts.push(`after ${delay} ms`);
  if (percent !== undefined) parts.push(`${percent} of 100 calls`);
  parts.push(calls === undefined ? "no end" : `${count(calls, "call")} left`);
  return parts.join(", ");
}
