import { html } from "../../../../openapi/dialect/markup";
import type { ResultExchange } from "../../run-result";
import { exchangeView } from "../check-view";
import { LongList } from "./long-list";
import { element, result } from "./page-data";

const list = new LongList<ResultExchange>(
  "exchanges",
  "exchanges-found",
  (exchange) =>
    html`<details data-exchange="${exchange.id}"><summary><code>${exchange.response?.status ?? "none"}</code> ${operationOf(exchange)} <span class="soft">${exchange.case}, ${exchange.milliseconds} ms</span></summary></details>`,
);

/** The last part of the header X-Amz-Target; the line of a request that has none. */
function operationOf({ request }: ResultExchange): string {
  const target = request.headers.find(([name]) => name.toLowerCase() === "x-amz-target")?.[1];
  return target?.split(".").at(-1) ?? request.line;
}

/** Shows the exchanges that have the words; each is drawn when it is opened. */
export function listenToExchanges(): void {
  const words = element("exchange-words", HTMLInputElement);
  const draw = () => {
    const wanted = words.value.toLowerCase();
    const textOf = (exchange: ResultExchange) =>
      `${operationOf(exchange)} ${exchange.case} ${exchange.request.body} ${exchange.response?.status} ${exchange.response?.body}`;
    list.show(result.exchanges.filter((exchange) => textOf(exchange).toLowerCase().includes(wanted)));
  };
  words.addEventListener("input", draw);
  words.form?.addEventListener("submit", (event) => event.preventDefault());
  element("exchanges", HTMLElement).addEventListener(
    "toggle",
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || target.children.length > 1) return;
      const exchange = result.exchanges[Number(target.dataset.exchange)];
      if (exchange) target.insertAdjacentHTML("beforeend", exchangeView(exchange).text);
    },
    true,
  );
  draw();
}
