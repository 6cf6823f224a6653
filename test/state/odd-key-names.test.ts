import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { defaultFixtureDocument, stateOfFixture } from "../../mock/engine/state/fixture";
import { declaredErrors, ODD_ALIAS_NAMES, ODD_NAMES, operationsWith, requestWith } from "./odd-requests";
import { ACCOUNT, type Elsewhere, REGION, START, World } from "./world";

/** Where a call is made: at home, in other Regions and partitions, and by an account that has nothing. */
const PLACES: readonly Elsewhere[] = [
  {},
  { region: "eu-west-1" },
  { region: "cn-north-1" },
  { account: "444455556666" },
  { account: "000000000000", principal: { arn: "arn:aws:iam::000000000000:user/Nobody" } },
];

/** A world with every kind of key. */
class FullWorld extends World {
  override readonly state = stateOfFixture(defaultFixtureDocument(), { region: REGION, account: ACCOUNT }, START);
}

/** Of each place and name: what is neither a success nor an error that the operation declares. */
function surprises(operation: TrentOperation, member: string, names: readonly string[]): string[] {
  const declared = new Set(declaredErrors(operation));
  expect(declared.size).toBeGreaterThan(0);
  return PLACES.flatMap((where) => {
    // One world for all names: what a success changes may make the next call odder.
    const world = new FullWorld();
    return names.flatMap((name) => {
      const request = requestWith(operation, member, name);
      const said = `${operation} ${member} ${JSON.stringify(name).slice(0, 80)} ${JSON.stringify(where)}`;
      try {
        const outcome = world.call(operation, request as never, where);
        return outcome.kind === "success" || declared.has(outcome.type) ? [] : [`${said}: ${outcome.type}`];
      } catch (error) {
        return [`${said}: threw ${error}`];
      }
    });
  });
}

const BY_KEY = operationsWith("KeyId", "TargetKeyId");
const BY_ALIAS = operationsWith("AliasName");

test("only these operations name neither a key nor an alias", () => {
  const named = new Set([...BY_KEY, ...BY_ALIAS].map(({ operation }) => operation));
  expect(Object.keys(operations).filter((operation) => !named.has(operation as TrentOperation))).toEqual([
    "CreateKey",
    "ListKeys",
    "CreateCustomKeyStore",
    "DescribeCustomKeyStores",
    "UpdateCustomKeyStore",
    "DeleteCustomKeyStore",
    "ConnectCustomKeyStore",
    "DisconnectCustomKeyStore",
    "ListRetirableGrants",
    // It names two keys, and a ciphertext: test/state/encryption.test.ts.
    "ReEncrypt",
    "GenerateRandom",
  ]);
});

test.each(BY_KEY)("$operation, odd names in $member: a success or a declared error", ({ operation, member }) => {
  expect(surprises(operation, member, ODD_NAMES)).toEqual([]);
});

test.each(BY_ALIAS)("$operation, odd names in $member: a success or a declared error", ({ operation, member }) => {
  expect(surprises(operation, member, ODD_ALIAS_NAMES)).toEqual([]);
});

test.each([
  { operation: "CreateAlias", target: "arn:aws:s3:::x", want: "NotFoundException: Invalid keyId 'arn:aws:s3:::x'" },
  { operation: "UpdateAlias", target: "arn:aws:s3:::x", want: "NotFoundException: Invalid keyId 'arn:aws:s3:::x'" },
  { operation: "CreateAlias", target: "{keyArn}", want: "NotFoundException: Invalid keyId '{keyArn}'" },
  { operation: "CreateAlias", target: "$&$1", want: "NotFoundException: Invalid keyId '$&$1'" },
] as const)("$operation of $target: $want", ({ operation, target, want }) => {
  const world = new FullWorld();
  const AliasName = operation === "CreateAlias" ? "alias/new" : "alias/reference-page";
  expect(world.fault(operation, { AliasName, TargetKeyId: target })).toBe(want);
});
