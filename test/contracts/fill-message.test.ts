import { fillMessage, fillValues } from "../../contracts/fill-message";
import { WHOLE_WORLD } from "./whole-world";

const { key } = WHOLE_WORLD;
const NOBODY = "00000000-0000-4000-8000-000000000000";

test.each([
  ["{keyArn} is disabled.", { keyArn: "a" }, "a is disabled."],
  ["Invalid keyId '{keyId}'", { keyId: "k" }, "Invalid keyId 'k'"],
  ["no placeholder", {}, "no placeholder"],
])("%s with %j is %s", (message, values, want) => {
  expect(fillMessage(message, values)).toBe(want);
});

test("a placeholder without a value is a fault of the suite", () => {
  expect(() => fillMessage("{nobody} is there", {})).toThrow("has no value");
});

test.each([
  { request: { KeyId: key.id }, want: { keyId: key.id, keyArn: key.arn } },
  { request: { KeyId: NOBODY }, want: { keyArn: `arn:aws:kms:us-east-1:111122223333:key/${NOBODY}` } },
  { request: { TargetKeyId: key.id }, want: { keyId: key.id, keyArn: key.arn } },
  {
    request: { KeyId: "arn:aws:kms:eu-west-1:111122223333:key/k" },
    want: { regionOfArn: "eu-west-1", keyArn: "arn:aws:kms:eu-west-1:111122223333:key/k" },
  },
  { request: { AliasName: "alias/x" }, want: { aliasArn: "arn:aws:kms:us-east-1:111122223333:alias/x" } },
  { request: { KeyId: "alias/x" }, want: { aliasArn: "arn:aws:kms:us-east-1:111122223333:alias/x" } },
  { request: { KeySpec: "RSA_2048", Limit: 5 }, want: { keySpec: "RSA_2048" } },
])("the request $request gives $want", ({ request, want }) => {
  expect(fillValues({ world: WHOLE_WORLD, request, body: {} })).toMatchObject(want);
});

test("value is the member that the rule constrains", () => {
  const request = { RotationPeriodInDays: 89 };
  const values = fillValues({ world: WHOLE_WORLD, request, body: {} }, "RotationPeriodInDays");
  expect(fillMessage("Value '{value}'", values)).toBe("Value '89'");
});

test.each([
  { message: "User: arn:aws:iam::111122223333:user/me is not", want: "arn:aws:iam::111122223333:user/me" },
  { message: "User: somebody is not", want: "(the ARN of the caller)" },
])("callerArn in $message is $want", ({ message, want }) => {
  expect(fillValues({ world: WHOLE_WORLD, request: {}, body: { message } }).callerArn).toBe(want);
});
