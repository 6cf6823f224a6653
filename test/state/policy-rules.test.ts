import { ACCOUNT, OTHER_REGION, World } from "./world";

const MALFORMED = "MalformedPolicyDocumentException";
const INVALID_PRINCIPAL = `${MALFORMED}: Policy contains a statement with one or more invalid principals.`;
const LOCKOUT = `${MALFORMED}: The new key policy will not allow you to update the key policy in the future.`;

const STATEMENT = { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" } as const;

/** What each of the three operations that set a policy says to it; they agree. */
function refusalOf(policy: unknown, more: { BypassPolicyLockoutSafetyCheck?: boolean } = {}): string {
  const Policy = typeof policy === "string" ? policy : JSON.stringify(policy);
  const world = new World();
  const said = [
    world.fault("CreateKey", { Policy, ...more }),
    world.fault("PutKeyPolicy", { KeyId: world.createKey(), Policy, ...more }),
    world.fault("ReplicateKey", {
      KeyId: world.createKey({ MultiRegion: true }),
      ReplicaRegion: OTHER_REGION,
      Policy,
      ...more,
    }),
  ];
  expect(new Set(said).size).toBe(1);
  return said[0]!;
}

const policyOf = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });

describe("the document (model; the text is not known)", () => {
  const { Effect, Principal, Action, Resource } = STATEMENT;
  test.each([
    { given: "no JSON", want: MALFORMED },
    { given: "[]", want: MALFORMED },
    { given: "null", want: MALFORMED },
    { given: '"text"', want: MALFORMED },
    { given: "{}", want: MALFORMED },
    { given: { Statement: null }, want: MALFORMED },
    { given: { Statement: "x" }, want: MALFORMED },
    { given: { Statement: [STATEMENT, "x"] }, want: MALFORMED },
    { given: { Statement: [[STATEMENT]] }, want: MALFORMED },
    { given: policyOf({ Principal, Action, Resource }), want: MALFORMED },
    { given: policyOf({ Effect: "allow", Principal, Action, Resource }), want: MALFORMED },
    { given: policyOf({ Effect, Action, Resource }), want: MALFORMED },
    { given: policyOf({ Effect, Principal, Resource }), want: MALFORMED },
    { given: policyOf({ ...STATEMENT, Action: null }), want: MALFORMED },
    { given: policyOf({ ...STATEMENT, Action: ["kms:*", 1] }), want: MALFORMED },
    { given: policyOf({ ...STATEMENT, Resource: { a: "*" } }), want: MALFORMED },
    { given: policyOf({ ...STATEMENT, Condition: [] }), want: MALFORMED },
    { given: policyOf({ ...STATEMENT, Condition: { StringEquals: "x" } }), want: MALFORMED },
    { given: policyOf({ ...STATEMENT, Condition: { StringEquals: { a: [{}] } } }), want: MALFORMED },
    { given: policyOf(STATEMENT), want: "ok" },
    { given: { Statement: STATEMENT }, want: "ok" },
    { given: policyOf({ Effect, Principal, NotAction: "s3:*", Resource }), want: "ok" },
    { given: policyOf({ ...STATEMENT, Condition: { Bool: { "aws:SecureTransport": [true, "true"] } } }), want: "ok" },
  ])("$given: $want", ({ given, want }) => {
    expect(refusalOf(given)).toBe(want);
  });

  test("as deep as a text can be: refused, and not by running out of stack", () => {
    const deep = (open: string, close: string, levels: number) =>
      JSON.stringify(policyOf({ ...STATEMENT, Condition: {} })).replace(
        '"Condition":{}',
        `"Condition":${open.repeat(levels)}1${close.repeat(levels)}`,
      );
    expect(refusalOf(deep("[", "]", 16_000))).toBe(MALFORMED);
    expect(refusalOf(deep('{"a":', "}", 5_000))).toBe(MALFORMED);
  });
});

describe("Resource (AWS notice of 2025-08-18)", () => {
  const { Resource: _, ...without } = STATEMENT;
  test.each([
    { given: policyOf(without), want: MALFORMED },
    { given: policyOf(STATEMENT, without), want: MALFORMED },
    { given: policyOf({ ...without, NotResource: "arn:aws:s3:::x" }), want: "ok" },
    { given: policyOf({ ...without, Resource: ["*"] }), want: "ok" },
  ])("$given: $want", ({ given, want }) => {
    expect(refusalOf(given)).toBe(want);
  });
});

describe("Principal", () => {
  /** Beside a statement that keeps the caller in, so that only the form counts. */
  const refusal = (principal: unknown) => refusalOf(policyOf(STATEMENT, { ...STATEMENT, Principal: principal }));

  test.each<{ principal: unknown }>([
    { principal: "*" },
    { principal: { AWS: "*" } },
    { principal: { AWS: "111122223333" } },
    { principal: { AWS: "arn:aws:iam::111122223333:root" } },
    { principal: { AWS: "arn:aws:iam::111122223333:user/path/Alice" } },
    { principal: { AWS: "arn:aws:iam::111122223333:role/Admin" } },
    { principal: { AWS: "arn:aws:sts::111122223333:assumed-role/Admin/session" } },
    { principal: { AWS: "arn:aws-cn:iam::111122223333:root" } },
    { principal: { AWS: "arn:aws-us-gov:iam::111122223333:root" } },
    { principal: { AWS: "AROADBQP57FF2AEXAMPLE" } },
    { principal: { AWS: "AIDACKCEVSQ6C2EXAMPLE" } },
    { principal: { AWS: ["111122223333", "arn:aws:iam::444455556666:root"] } },
    { principal: { Service: "logs.us-east-1.amazonaws.com" } },
    { principal: { Federated: "cognito-identity.amazonaws.com" } },
    { principal: { AWS: "*", Service: ["s3.amazonaws.com"] } },
  ])("accepted: $principal", ({ principal }) => {
    expect(refusal(principal)).toBe("ok");
  });

  test.each<{ principal: unknown }>([
    { principal: { AWS: "nobody" } },
    { principal: { AWS: "" } },
    { principal: { AWS: "11112222333" } },
    { principal: { AWS: "1111222233334" } },
    { principal: { AWS: "arn:aws:s3:::bucket" } },
    { principal: { AWS: "arn:aws:iam::1:root" } },
    { principal: { AWS: "arn:aws:iam:::root" } },
    { principal: { AWS: "arn:aws:iam::111122223333:" } },
    { principal: { AWS: "aroadbqp57ff2aexample" } },
    { principal: { AWS: ["*", "nobody"] } },
    { principal: { AWS: 111122223333 } },
    { principal: { AWS: null } },
    { principal: { AWS: {} } },
    { principal: "111122223333" },
    { principal: ["*"] },
    { principal: null },
  ])("refused: $principal (recorded text)", ({ principal }) => {
    expect(refusal(principal)).toBe(INVALID_PRINCIPAL);
  });

  test("NotPrincipal is held to the same forms", () => {
    const { Principal: _, ...rest } = STATEMENT;
    expect(refusalOf(policyOf(STATEMENT, { ...rest, Effect: "Deny", NotPrincipal: { AWS: "nobody" } }))).toBe(
      INVALID_PRINCIPAL,
    );
    expect(refusalOf(policyOf(STATEMENT, { ...rest, Effect: "Deny", NotPrincipal: { AWS: ACCOUNT } }))).toBe("ok");
  });
});

describe("the caller keeps the right to change it (recorded), unless the check is bypassed", () => {
  test.each([
    { action: "kms:*", want: "ok" },
    { action: "*", want: "ok" },
    { action: "kms:Put*", want: "ok" },
    { action: "KMS:putkeypolicy", want: "ok" },
    { action: "kms:PutKeyPolic?", want: "ok" },
    { action: ["kms:Get*", "kms:PutKeyPolicy"], want: "ok" },
    { action: "kms:PutKeyPolicy?", want: LOCKOUT },
    { action: "kms:Get*", want: LOCKOUT },
    { action: "kms.*", want: LOCKOUT },
  ])("$action: $want", ({ action, want }) => {
    expect(refusalOf(policyOf({ ...STATEMENT, Action: action }))).toBe(want);
    expect(refusalOf(policyOf({ ...STATEMENT, Action: action }), { BypassPolicyLockoutSafetyCheck: true })).toBe("ok");
  });

  test("thousands of wildcards are compared at once", () => {
    const actions = ["*".repeat(10_000), "*?".repeat(500), "*e*".repeat(1000)].map((text) => `${text}!`);
    expect(refusalOf(policyOf({ ...STATEMENT, Action: actions }))).toBe(LOCKOUT);
  });
});

describe("who is named", () => {
  const ALICE = `arn:aws:iam::${ACCOUNT}:user/Alice`;
  const { Principal: _, ...rest } = STATEMENT;
  const allow = (who: object) => policyOf({ ...rest, ...who });
  const deny = (who: object) => policyOf(STATEMENT, { ...rest, Effect: "Deny", ...who });
  test.each([
    { caller: "Alice", policy: allow({ NotPrincipal: { AWS: "444455556666" } }), want: "ok" },
    { caller: "Alice", policy: allow({ NotPrincipal: { AWS: ALICE } }), want: LOCKOUT },
    { caller: "Alice", policy: deny({ NotPrincipal: { AWS: ALICE } }), want: "ok" },
    { caller: "Alice", policy: deny({ NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:user/Bob` } }), want: LOCKOUT },
    { caller: undefined, policy: deny({ NotPrincipal: { AWS: ALICE } }), want: "ok" },
    { caller: undefined, policy: deny({ NotPrincipal: { AWS: "444455556666" } }), want: LOCKOUT },
  ])("$policy.Statement as seen by $caller: $want", ({ caller, policy, want }) => {
    const principal = caller === undefined ? {} : { principal: { arn: ALICE } };
    expect(new World().fault("CreateKey", { Policy: JSON.stringify(policy) }, principal)).toBe(want);
  });
});

describe("Condition: kms:CallerAccount and kms:ViaService are known", () => {
  const key = (account: string) => ({ "kms:CallerAccount": account });
  const via = { "kms:ViaService": "s3.us-east-1.amazonaws.com" };
  test.each([
    { effect: "Allow", condition: { StringEquals: key(ACCOUNT) }, want: "ok" },
    { effect: "Allow", condition: { StringEquals: { "KMS:callerACCOUNT": [ACCOUNT] } }, want: "ok" },
    { effect: "Allow", condition: { StringEquals: key("444455556666") }, want: LOCKOUT },
    { effect: "Allow", condition: { StringLike: key("1111*") }, want: "ok" },
    { effect: "Allow", condition: { StringNotEquals: key(ACCOUNT) }, want: LOCKOUT },
    { effect: "Allow", condition: { StringNotEquals: key("444455556666") }, want: "ok" },
    { effect: "Allow", condition: { StringEquals: via }, want: LOCKOUT },
    { effect: "Allow", condition: { StringNotEquals: via }, want: "ok" },
    { effect: "Allow", condition: { StringEqualsIfExists: via }, want: "ok" },
    { effect: "Allow", condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } }, want: "ok" },
    { effect: "Deny", condition: { StringNotEquals: key(ACCOUNT) }, want: "ok" },
    { effect: "Deny", condition: { StringNotEquals: key("444455556666") }, want: LOCKOUT },
    { effect: "Deny", condition: { StringEquals: via }, want: "ok" },
    { effect: "Deny", condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } }, want: "ok" },
  ])("$effect if $condition: $want", ({ effect, condition, want }) => {
    const statement = { ...STATEMENT, Effect: effect, Condition: condition };
    expect(refusalOf(effect === "Allow" ? policyOf(statement) : policyOf(STATEMENT, statement))).toBe(want);
  });
});
