// Runs in report.html. The page contains the result as JSON; long parts are drawn when they are opened.
const result = JSON.parse(document.getElementById("result").textContent);
const byId = (id) => document.getElementById(id);
const evidence = JSON.parse(byId("evidence").textContent);
const make = (tag, className, ...children) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== undefined));
  return node;
};
const pairs = (entries) => {
  const list = make("dl");
  for (const [name, value] of entries) if (value) list.append(make("dt", "", name), make("dd", "", value));
  return list;
};
const exchangeNode = (exchange) => {
  if (!exchange) return make("p", "soft", "No exchange.");
  const { request, response, fault } = exchange;
  const lines = (headers) => headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return make(
    "div",
    "",
    make("pre", "", `${request.line}\n${lines(request.headers)}\n\n${request.body}`),
    make(
      "pre",
      "",
      response ? `${response.status}\n${lines(response.headers)}\n\n${response.body}` : `No answer: ${fault}`,
    ),
  );
};
const openable = (className, head, body) => {
  const node = make("details", className, make("summary", "", ...head));
  node.addEventListener("toggle", () => {
    if (node.open && node.children.length === 1) node.append(body());
  });
  return node;
};
const sourceNode = (source) => {
  const text = evidence[source];
  if (!text) return make("p", "soft", `Source: ${source}`);
  return make("details", "", make("summary", "", `Source: ${source}`), make("pre", "", text));
};
const failureNode = (failure) =>
  make(
    "div",
    "",
    pairs([
      ["case", failure.case],
      ["expected", failure.expected],
      ["actual", failure.actual],
      ["in the answer", failure.pointer],
      ["in the document", failure.place],
    ]),
    failure.curl ? make("pre", "", failure.curl) : undefined,
    make("pre", "", failure.replay),
    failure.exchange === undefined ? undefined : exchangeNode(result.exchanges[failure.exchange]),
  );
const checkNode = (check) =>
  openable(
    "",
    [make("span", `dot ${check.status}`), make("span", "mono", check.id), make("span", "soft", check.operation)],
    () =>
      make(
        "div",
        "",
        make("p", "", check.sentence),
        pairs([
          ["status", check.status],
          ["level", `${check.level}, ${check.provenance}`],
          ["document", check.place],
          ["answers checked", String(check.observed)],
          ["reason", check.message],
          ["known as", check.known],
        ]),
        sourceNode(check.source),
        ...check.failures.map(failureNode),
      ),
  );
const LIMIT = 400;
const draw = (list, items, nodeOf, count) => {
  list.replaceChildren(...items.slice(0, LIMIT).map(nodeOf));
  count.textContent =
    items.length > LIMIT ? `${items.length} found, the first ${LIMIT} shown` : `${items.length} found`;
};
const ORDER = ["fail", "not-testable", "unexpected-pass", "warn", "expected-fail", "pass", "not-applicable"];
const checks = [...result.checks].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
const drawChecks = () => {
  const words = byId("words").value.toLowerCase();
  const status = byId("status").value;
  const operation = byId("operation").value;
  const fits = (check) =>
    (!status || check.status === status) &&
    (!operation || check.operation === operation) &&
    `${check.id} ${check.operation} ${check.sentence} ${check.known ?? ""}`.toLowerCase().includes(words);
  draw(byId("checks"), checks.filter(fits), checkNode, byId("found"));
};
const drawExchanges = () => {
  const words = byId("exchange-words").value.toLowerCase();
  const fits = ({ case: id, request, response }) =>
    `${id} ${request.body} ${response?.status} ${response?.body}`.toLowerCase().includes(words);
  draw(
    byId("exchanges"),
    result.exchanges.filter(fits),
    (exchange) =>
      openable(
        "",
        [
          make("span", "mono", String(exchange.response?.status ?? "none")),
          make("span", "", exchange.case),
          make("span", "soft", ` ${exchange.milliseconds} ms`),
        ],
        () => exchangeNode(exchange),
      ),
    byId("exchanges-found"),
  );
};
for (const id of ["words", "status", "operation"]) byId(id).addEventListener("input", drawChecks);
byId("exchange-words").addEventListener("input", drawExchanges);
for (const cell of document.querySelectorAll(".matrix .dot[data-clause]")) {
  cell.style.cursor = "pointer";
  cell.addEventListener("click", () => {
    byId("words").value = cell.dataset.clause;
    byId("operation").value = cell.dataset.operation;
    byId("status").value = "";
    drawChecks();
    byId("checks").firstChild.open = true;
    byId("found").scrollIntoView({ behavior: "smooth" });
  });
}
drawChecks();
drawExchanges();
