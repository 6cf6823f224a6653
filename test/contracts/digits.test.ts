import { CASES } from "../../contracts/cases/all-cases";
import { bodySchema } from "../../contracts/checks/body-schema";
import { viewOf } from "../../contracts/checks/wire-check";
import { shown } from "../../contracts/finding";
import { STATES } from "../../contracts/given/provider-states";
import { runCases } from "../../contracts/run/run-cases";
import { createRunContext } from "../../contracts/run/run-context";
import { receivedOf } from "../../contracts/send/transport";
import { mockInProcess } from "./in-process";

/** Integers beyond 2^53 keep their digits (docs/decisions/0017-digits.md). */
const BIG = "9007199254740993";

const answered = (text: string) => receivedOf(200, [], Buffer.from(text));
const shownBody = (text: string) => shown(answered(text).json);

test.each([`{"Limit":${BIG}}`, `{"Limits":[${BIG},9007199254740992]}`, '{"Limit":180}', `{"Limit":-${BIG}}`])(
  "%s is shown as it came",
  (text) => {
    expect(shownBody(text)).toBe(text);
  },
);

test("two integers that differ in their last digit alone are not equal", () => {
  const first = answered(BIG).json;
  expect(first === answered("9007199254740992").json).toBe(false);
  expect(first === answered(BIG).json).toBe(true);
});

describe("a body is validated with numbers", () => {
  const SENT = { operation: "ListKeys" as const, method: "POST", path: "/", headers: [], body: Buffer.from("{}") };
  const found = (name: "GetKeyRotationStatus" | "ListKeys", text: string) =>
    bodySchema.find(viewOf({ ...SENT, operation: name }, answered(text), name, new Set()));

  test.each([
    ["GetKeyRotationStatus", `{"KeyRotationEnabled":true,"RotationPeriodInDays":${BIG}}`, "must be <= 2560"],
    ["GetKeyRotationStatus", `{"KeyRotationEnabled":${BIG}}`, "must be boolean"],
    ["ListKeys", `{"Keys":${BIG}}`, "must be array"],
  ] as const)("%s %s", (name, text, expected) => {
    expect(found(name, text)).toMatchObject({ expected, actual: BIG });
  });
});

test("a target whose every number is so large gets findings, and breaks no case of the suite", async () => {
  const mock = await mockInProcess({
    mutant: {
      answer: (answer) => {
        answer.body = String(answer.body).replaceAll(/:\d+(\.\d+)?(?=[,}\]])/g, `:${BIG}`);
      },
    },
  });
  const context = createRunContext(
    mock.sender,
    { partition: "aws", region: "us-east-1", account: "111122223333" },
    { clock: mock.clock, gate: undefined, onAnswer: undefined, patience: 0, frugal: false },
  );
  await runCases(
    context,
    CASES.filter(
      ({ given, id }) => !STATES[given].slow && /^(ListKeyRotations|ScheduleKeyDeletion|DescribeKey)\./.test(id),
    ),
    8,
  );
  const times = context.verdicts.filter(({ clause, finding }) => clause === "wire.epoch-seconds" && finding);
  expect(new Set(times.map(({ finding }) => finding?.actual))).toEqual(new Set([BIG]));
});
