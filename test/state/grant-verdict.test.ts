import type { GrantConstraints, GrantOperation } from "../../generated/types";
import { isGranted, permits, type Wanted } from "../../mock/engine/state/grants/grant-verdict";
import type { OperationCall } from "../../mock/engine/state/operation-call";
import { ACCOUNT, arnOf, REGION, World } from "./world";

const OTHER_ACCOUNT = "444455556666";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Reader`;
const THEIR_ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/Reader`;

describe("a grant permits what its operations and constraints say", () => {
  const equals = (pairs: Record<string, string>): GrantConstraints => ({ EncryptionContextEquals: pairs });
  const subset = (pairs: Record<string, string>): GrantConstraints => ({ EncryptionContextSubset: pairs });
  const SourceArn = `arn:aws:s3:us-east-1:${ACCOUNT}:thing/x`;
  test.each<{ operations: GrantOperation[]; constraints?: GrantConstraints; wanted: Wanted; want: boolean }>([
    { operations: ["Decrypt"], wanted: { operation: "Decrypt" }, want: true },
    { operations: ["Decrypt"], wanted: { operation: "Encrypt" }, want: false },
    { operations: ["ReEncryptFrom"], wanted: { operation: "ReEncryptFrom" }, want: true },
    { operations: ["ReEncryptFrom"], wanted: { operation: "ReEncryptTo" }, want: false },
    {
      operations: ["Decrypt"],
      constraints: equals({ a: "1" }),
      wanted: { operation: "Decrypt", context: { a: "1" } },
      want: true,
    },
    {
      operations: ["Decrypt"],
      constraints: equals({ a: "1" }),
      wanted: { operation: "Decrypt", context: { a: "1", b: "2" } },
      want: false,
    },
    {
      operations: ["Decrypt"],
      constraints: equals({ a: "1" }),
      wanted: { operation: "Decrypt", context: { A: "1" } },
      want: false,
    },
    { operations: ["Decrypt"], constraints: equals({ a: "1" }), wanted: { operation: "Decrypt" }, want: false },
    { operations: ["Decrypt"], constraints: equals({}), wanted: { operation: "Decrypt" }, want: true },
    {
      operations: ["Decrypt"],
      constraints: equals({}),
      wanted: { operation: "Decrypt", context: { a: "1" } },
      want: false,
    },
    {
      operations: ["Decrypt"],
      constraints: subset({ a: "1" }),
      wanted: { operation: "Decrypt", context: { a: "1", b: "2" } },
      want: true,
    },
    {
      operations: ["Decrypt"],
      constraints: subset({ a: "1" }),
      wanted: { operation: "Decrypt", context: { b: "2" } },
      want: false,
    },
    {
      operations: ["Decrypt"],
      constraints: subset({ a: "1" }),
      wanted: { operation: "Decrypt", context: { a: "2" } },
      want: false,
    },
    {
      operations: ["Decrypt"],
      constraints: subset({ toString: "1" }),
      wanted: { operation: "Decrypt", context: {} },
      want: false,
    },
    { operations: ["DescribeKey"], constraints: equals({ a: "1" }), wanted: { operation: "DescribeKey" }, want: true },
    { operations: ["RetireGrant"], constraints: { SourceArn }, wanted: { operation: "RetireGrant" }, want: true },
    { operations: ["DescribeKey"], constraints: { SourceArn }, wanted: { operation: "DescribeKey" }, want: false },
    { operations: ["Sign"], constraints: { SourceArn }, wanted: { operation: "Sign" }, want: false },
  ])("$operations $constraints, wanted $wanted: $want", ({ operations, constraints, wanted, want }) => {
    expect(permits({ operations, ...(constraints && { constraints }) }, wanted)).toBe(want);
  });

  test.each<{ parent?: GrantConstraints; child?: GrantConstraints; operations?: GrantOperation[]; want: boolean }>([
    { want: true },
    { child: equals({ a: "1" }), want: true },
    { operations: ["Decrypt", "CreateGrant"], want: true },
    { operations: ["Encrypt"], want: false },
    { parent: subset({ a: "1" }), want: false },
    { parent: subset({ a: "1" }), child: subset({ b: "1" }), want: false },
    { parent: subset({ a: "1" }), child: subset({ a: "1" }), want: true },
    { parent: subset({ a: "1" }), child: subset({ a: "1", b: "2" }), want: true },
    { parent: subset({ a: "1" }), child: equals({ a: "1", b: "2" }), want: true },
    { parent: equals({ a: "1" }), child: equals({ a: "1" }), want: true },
    { parent: equals({ a: "1" }), child: equals({ a: "1", b: "2" }), want: false },
    { parent: equals({ a: "1" }), child: subset({ a: "1" }), want: false },
  ])(
    "a grant through a grant $parent: $child $operations: $want",
    ({ parent, child, operations = ["Decrypt"], want }) => {
      const grant = {
        operations: ["Decrypt", "CreateGrant"] as GrantOperation[],
        ...(parent && { constraints: parent }),
      };
      const asked = { Operations: operations, ...(child && { Constraints: child }) };
      expect(permits(grant, { operation: "CreateGrant", child: asked })).toBe(want);
    },
  );
});

describe("the verdict of a call: the key policy, and then the grants", () => {
  const policy = (...statements: object[]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: statements.map((each) => ({ Resource: "*", ...each })),
    });
  const ADMIN = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/Admin` }, Action: "kms:*" };
  const DENY = { Effect: "Deny", Principal: "*", Action: "kms:DescribeKey" };
  const admin = { principal: { arn: `arn:aws:iam::${ACCOUNT}:role/Admin` } };
  const denied = (arn: string, KeyId: string, action = "DescribeKey") =>
    `AccessDeniedException: User: ${arn} is not authorized to perform: kms:${action} on resource: ${arnOf(KeyId)} because no resource-based policy allows the kms:${action} action`;

  function world(GranteePrincipal: string | undefined, Operations: GrantOperation[], ...statements: object[]) {
    const given = new World();
    const Policy = policy(ADMIN, ...statements);
    const KeyId = given.createKey({ Policy, BypassPolicyLockoutSafetyCheck: true });
    if (GranteePrincipal) given.ok("CreateGrant", { KeyId, GranteePrincipal, Operations }, admin);
    return { given, KeyId };
  }

  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/me`;
  test.each<{ grantee?: string; caller: string; statements?: object[]; may: boolean }>([
    { caller: ROLE, may: false },
    { grantee: ROLE, caller: ROLE, may: true },
    { grantee: ROLE, caller: session, may: true },
    { grantee: session, caller: session, may: true },
    { grantee: session, caller: ROLE, may: false },
    { grantee: ROLE, caller: `arn:aws:iam::${ACCOUNT}:role/Other`, may: false },
    { grantee: `arn:aws:iam::${ACCOUNT}:root`, caller: ROLE, may: true },
    { grantee: THEIR_ROLE, caller: ROLE, may: false },
    { grantee: ROLE, caller: ROLE, statements: [DENY], may: false },
  ])("grant to $grantee, call of $caller, $statements: $may", ({ grantee, caller, statements = [], may }) => {
    const { given, KeyId } = world(grantee, ["DescribeKey"], ...statements);
    const said = given.fault("DescribeKey", { KeyId }, { principal: { arn: caller } });
    expect(said).toBe(may ? "ok" : denied(caller, KeyId));
  });

  test("a grant reaches over accounts, for its operations and its grantee alone", () => {
    const { given, KeyId } = world(THEIR_ROLE, ["DescribeKey"]);
    const theirs = (arn: string) => ({ account: OTHER_ACCOUNT, principal: { arn } });
    const request = { KeyId: arnOf(KeyId) };
    expect(given.fault("DescribeKey", request, theirs(THEIR_ROLE))).toBe("ok");
    const other = `arn:aws:iam::${OTHER_ACCOUNT}:role/Other`;
    expect(given.fault("DescribeKey", request, theirs(other))).toBe(denied(other, KeyId));
    expect(given.fault("ListGrants", request, theirs(THEIR_ROLE))).toBe(denied(THEIR_ROLE, KeyId, "ListGrants"));
    // An operation without cross-account use is out of reach, whatever a grant says.
    expect(given.fault("EnableKey", request, theirs(THEIR_ROLE))).toMatch(/^AccessDeniedException/);
    // A caller without a name may be anybody of the account.
    expect(given.fault("DescribeKey", request, { account: OTHER_ACCOUNT })).toBe("ok");
    expect(given.fault("DescribeKey", request, { account: "777788889999" })).toMatch(/^AccessDeniedException/);
  });

  test("a grant ends, and with it what it permitted", () => {
    const { given, KeyId } = world(ROLE, ["DescribeKey"]);
    const reader = { principal: { arn: ROLE } };
    given.ok("DescribeKey", { KeyId }, reader);
    const [grant] = given.ok("ListGrants", { KeyId }, admin).Grants!;
    given.ok("RevokeGrant", { KeyId, GrantId: grant!.GrantId! }, admin);
    expect(given.fault("DescribeKey", { KeyId }, reader)).toBe(denied(ROLE, KeyId));
  });

  test("a grant through a grant has no more than the grant", () => {
    const { given, KeyId } = world(ROLE, ["Decrypt", "CreateGrant"]);
    const reader = { principal: { arn: ROLE } };
    const ask = (...Operations: GrantOperation[]) =>
      given.fault("CreateGrant", { KeyId, GranteePrincipal: THEIR_ROLE, Operations }, reader);
    expect(ask("Decrypt")).toBe("ok");
    expect(ask("Decrypt", "Encrypt")).toBe(denied(ROLE, KeyId, "CreateGrant"));
  });

  test("the request's EncryptionContext is what the constraint is compared with", () => {
    const { given, KeyId } = world(undefined, []);
    const Constraints = { EncryptionContextEquals: { a: "1" } };
    const grant = { KeyId, GranteePrincipal: ROLE, Operations: ["Decrypt"] as GrantOperation[], Constraints };
    given.ok("CreateGrant", grant, admin);
    const key = given.state.key(ACCOUNT, REGION, KeyId)!;
    const call = { account: ACCOUNT, region: REGION, principal: { arn: ROLE } } as OperationCall;
    const isPermitted = (context: Record<string, string>) =>
      isGranted(given.state, key, call, { operation: "Decrypt", context });
    expect([isPermitted({ a: "1" }), isPermitted({ a: "2" })]).toEqual([true, false]);
  });

  test("the cost of a verdict is that of the caller's own grants", () => {
    const { given, KeyId } = world(ROLE, ["DescribeKey"]);
    for (let n = 0; n < 300; n++) {
      const GranteePrincipal = `arn:aws:iam::${ACCOUNT}:role/Other${n}`;
      given.ok("CreateGrant", { KeyId, GranteePrincipal, Operations: ["Decrypt"] }, admin);
    }
    const grants = given.state.grantsIn(ACCOUNT, REGION);
    const read = jest.spyOn(grants, "after");
    given.ok("DescribeKey", { KeyId }, { principal: { arn: ROLE } });
    expect(read.mock.results.map(({ value }) => (value as unknown[]).length).reduce((a, b) => a + b, 0)).toBe(1);
  });
});
