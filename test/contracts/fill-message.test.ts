import { fillMessage, fillValues } from "../../contracts/fill-message";
import { WHOLE_WORLD } from "./whole-world";

const { key } = WHOLE_WORLD;
const NOBODY = "00000000-0000-4000-8000-000000000000";

test.each([
  ["{keyArn} is disabled.", { keyArn: "a" }, "a is disabled."],
  ["<key ARN> is disabled.", { keyArn: "a" }, "a is disabled."],
  ["Invalid keyId '{keyId}'", { keyId: "k" }, "Invalid keyId 'k'"],
  ["no placeholder", {}, "no placeholder"],
])("%s with %j is %s", (message, values, want) => {
  expect(fillMessage(message, values)).toBe(want);
});

test.each(["{nobody} is there", "<nobody> is there"])("%s has no value: a fault of the suite", (message) => {
  expect(() => fillMessage(message, {})).toThrow("has no value");
});

test.each([
  { request: { KeyId: key.id }, want: { keyId: key.id, keyArn: key.arn } },
  { request: { KeyId: NOBODY }, want: { keyArn: `arn:aws:kms:us-east-1:111122223333:key/${NOBODY}` } },
  { request: { TargetKeyId: key.id }, want: { keyId: key.id, keyArn: key.arn } },
  {
    request: { KeyId: "arn:aws:kms:eu-west-1:111122223333:key/k" },
    want: { region: "eu-west-1", keyArn: "arn:aws:kms:eu-west-1:111122223333:key/k" },
  },
  { request: { AliasName: "alias/x" }, want: { aliasArn: "arn:aws:kms:us-east-1:111122223333:alias/x" } },
  { request: { KeyId: "alias/x" }, want: { aliasArn: "arn:aws:kms:us-east-1:111122223333:alias/x" } },
  { request: { KeySpec: "RSA_2048", Limit: 5 }, want: { keySpec: "RSA_2048" } },
])("the request $request gives $want", ({ request, want }) => {
  expect(fillValues({ world: WHOLE_WORLD, request })).toMatchObject(want);
});
