import { h } from "./element";

/** The form that asks for the control token. It is hidden until it is needed. */
export function tokenForm() {
  const input = h("input", { type: "password", autocomplete: "off", required: true, id: "trent-token" });
  const wrong = h("p", { class: "wrong", role: "alert" });
  const form = h(
    "form",
    { class: "token-form" },
    h("label", { for: "trent-token" }, "Token"),
    input,
    h("button", { type: "submit", class: "main" }, "Open"),
  );
  const element = h(
    "section",
    { class: "token", hidden: true, "aria-labelledby": "trent-token-title" },
    h("h2", { id: "trent-token-title" }, "This mock asks for its control token"),
    h("p", {}, "It is the value of --control-token. This tab remembers it until it is closed."),
    form,
    wrong,
  );
  return { element, ask, done };

  function ask(isWrong: boolean): Promise<string> {
    element.hidden = false;
    input.value = "";
    wrong.textContent = isWrong ? "That is not the token of this mock." : "";
    input.focus();
    return new Promise((resolve) => {
      form.onsubmit = (event) => {
        event.preventDefault();
        resolve(input.value);
      };
    });
  }

  function done(): void {
    element.hidden = true;
  }
}
