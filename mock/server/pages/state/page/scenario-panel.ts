import type { components } from "../../../../../generated/control";
import { button, h } from "./element";
import { KeyedList } from "./keyed-list";

type Scenarios = components["schemas"]["Scenarios"];
type Scenario = Scenarios["scenarios"][number];

/** What the panel asks of the mock. */
export interface ScenarioActions {
  /** Shows the scenario in place of the one that is on. */
  show(name: string): Promise<void>;
  /** Takes away the one that is on. */
  end(): Promise<void>;
}

/** The scenarios, a button each. That of the one that is on is pressed, and takes it away. */
export function scenarioPanel({ show: begin, end }: ScenarioActions) {
  let on: string | undefined;
  const list = h("ul", { class: "scenarios", "aria-label": "Scenarios" });
  const items = new KeyedList<Scenario & { readonly isOn: boolean }>(list, ({ name }) => name, item);
  const what = h("p", { class: "soft" });
  const element = h(
    "section",
    { class: "panel", "aria-labelledby": "trent-scenarios" },
    h("div", { class: "bar" }, h("h2", { id: "trent-scenarios" }, "Scenarios")),
    list,
    what,
  );
  return { element, show };

  function show({ on: name, scenarios }: Scenarios): void {
    on = name;
    items.show(scenarios.map((scenario) => ({ ...scenario, isOn: scenario.name === name })));
    const shown = scenarios.find((scenario) => scenario.name === name);
    what.textContent = shown?.sentence ?? "None is on. A button puts one on, and takes away the one before.";
  }

  function item({ name, sentence, isOn }: Scenario & { readonly isOn: boolean }): HTMLElement {
    const label = name.replaceAll("-", " ");
    return h(
      "li",
      {},
      button(label, () => (name === on ? end() : begin(name)), {
        title: sentence,
        "aria-pressed": isOn ? "true" : "false",
        "data-focus": "scenario",
      }),
    );
  }
}
