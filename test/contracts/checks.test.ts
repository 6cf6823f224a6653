import { inByteOrder } from "../../contracts/cases/list-order";
import { date } from "../../contracts/checks/date";
import { viewOf } from "../../contracts/checks/wire-check";
import { isRed } from "../../contracts/run/aggregate";
import { receivedOf } from "../../contracts/send/transport";

const SENT = { operation: "ListKeys" as const, method: "POST", path: "/", headers: [], body: Buffer.from("{}") };

describe("wire.date", () => {
  const at = Date.UTC(2020, 2, 3, 22, 43, 28);
  test.each([
    { value: "Tue, 3 Mar 2020 22:43:28 GMT", right: true },
    { value: "Tue, 03 Mar 2020 22:43:28 GMT", right: true },
    { value: "Tue, 3 Mar 2020 22:47:00 GMT", right: true },
    { value: "Tue, 3 Mar 2020 22:53:28 GMT", right: false },
    { value: "Mon, 3 Mar 2020 22:43:28 GMT", right: false },
    { value: "Tue, 003 Mar 2020 22:43:28 GMT", right: false },
    { value: "Tue, 3 March 2020 22:43:28 GMT", right: false },
    { value: "2020-03-03T22:43:28Z", right: false },
    { value: undefined, right: false },
  ])("$value is right: $right", ({ value, right }) => {
    const received = { ...receivedOf(200, value === undefined ? [] : [["Date", value]], Buffer.from("{}")), at };
    expect(date.find(viewOf(SENT, received, "ListKeys", new Set())) === undefined).toBe(right);
  });
});

test.each([
  { names: [], inOrder: true },
  { names: ["alias/A", "alias/a", "alias/a-2"], inOrder: true },
  { names: ["alias/a", "alias/A"], inOrder: false },
  { names: ["alias/\uffff", "alias/\u{10000}"], inOrder: true },
])("$names are in byte order: $inOrder", ({ names, inOrder }) => {
  expect(inByteOrder(names, "/Aliases") === undefined).toBe(inOrder);
});

test.each([
  { status: "fail" as const, level: "MUST" as const, red: [true, true] },
  { status: "unexpected-pass" as const, level: "SHOULD" as const, red: [true, true] },
  { status: "not-testable" as const, level: "MUST" as const, red: [true, true] },
  { status: "not-testable" as const, level: "SHOULD" as const, red: [false, true] },
  { status: "warn" as const, level: "SHOULD" as const, red: [false, true] },
  { status: "expected-fail" as const, level: "MUST" as const, red: [false, false] },
  { status: "not-applicable" as const, level: "MUST" as const, red: [false, false] },
  { status: "pass" as const, level: "MUST" as const, red: [false, false] },
])("$status of a $level is red: usually and strictly $red", ({ status, level, red }) => {
  expect([isRed(status, level, false), isRed(status, level, true)]).toEqual(red);
});
