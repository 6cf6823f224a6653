import * as fc from "fast-check";
import { operations } from "../../generated/operations";
import type { TrentOperation } from "../../generated/types";
import { ALLOW_ALL, NOBODY, READ_ONLY, WITHOUT_RESOURCE } from "./model-policies";
import { NEW_STORE, STORE_CHANGE } from "./model-stores";

export const REGIONS = ["us-east-1", "us-west-2", "eu-west-1"] as const;
const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const tag = fc.record({ TagKey: fc.constantFrom("a", "b", "aws:c"), TagValue: fc.constantFrom("", "1", "2") });
const alias = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("alias/a", "alias/b", "alias/B") },
  { weight: 1, arbitrary: fc.constantFrom("bare", "alias/a:b", "alias/", "alias/aws/mine", "alias/aws/s3") },
);

const ODD_FORMS = [
  "malformed",
  "unknown",
  "elsewhere",
  "of-s3",
  "alias/a",
  "alias/none",
  "alias/aws/s3",
  "alias/aws/ebs",
];

/** How a call names its key: the n-th that there is, in one of its forms, or something that is none. */
const naming = fc.record({
  n: fc.nat(30),
  form: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom("id", "arn") },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_FORMS) },
  ),
});

const none = fc.constant({});

/** The members of an operation's request beside the key; none where it is not listed. */
const MEMBERS: Readonly<Partial<Record<TrentOperation, fc.Arbitrary<Record<string, unknown>>>>> = {
  CreateKey: fc.oneof(
    none,
    fc.constantFrom<Record<string, unknown>>(
      { MultiRegion: true },
      { MultiRegion: true },
      { Origin: "EXTERNAL" },
      { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" },
      { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" },
      { KeySpec: "HMAC_256" },
      { Origin: "AWS_CLOUDHSM" },
    ),
    fc.record({ Tags: fc.array(tag, { maxLength: 3 }) }),
  ),
  UpdateKeyDescription: fc.record({ Description: fc.constantFrom("", "one", "two") }),
  EnableKeyRotation: fc.constantFrom({}, { RotationPeriodInDays: 90 }, { RotationPeriodInDays: 200 }),
  ScheduleKeyDeletion: fc.constantFrom({}, { PendingWindowInDays: 7 }),
  ReplicateKey: fc.record(
    { ReplicaRegion: fc.constantFrom(...REGIONS), Tags: fc.array(tag, { maxLength: 2 }) },
    { requiredKeys: ["ReplicaRegion"] },
  ),
  UpdatePrimaryRegion: fc.record({ PrimaryRegion: fc.constantFrom(...REGIONS) }),
  TagResource: fc.record({ Tags: fc.array(tag, { maxLength: 3 }) }),
  UntagResource: fc.record({ TagKeys: fc.array(fc.constantFrom("a", "b", "x"), { maxLength: 2 }) }),
  CreateAlias: fc.record({ AliasName: alias }),
  UpdateAlias: fc.record({ AliasName: alias }),
  DeleteAlias: fc.record({ AliasName: alias }),
  CreateCustomKeyStore: NEW_STORE,
  UpdateCustomKeyStore: STORE_CHANGE,
  PutKeyPolicy: fc.record({
    Policy: fc.constantFrom(ALLOW_ALL, ALLOW_ALL, READ_ONLY, WITHOUT_RESOURCE, NOBODY, "{"),
    BypassPolicyLockoutSafetyCheck: fc.boolean(),
  }),
};

export interface Calling {
  readonly operation: TrentOperation;
  readonly region: number;
  readonly key: { readonly n: number; readonly form: string };
  readonly members: Readonly<Record<string, unknown>>;
}
export type Command = Calling | { readonly pass: number } | { readonly exhaust: number };

const OPERATIONS = Object.keys(operations) as TrentOperation[];
/** Keys have to be there before anything happens to them, and rotation is what this is about. */
const WEIGHTS: Partial<Record<TrentOperation, number>> = {
  CreateKey: 5,
  ConnectCustomKeyStore: 3,
  DescribeCustomKeyStores: 1,
  ReplicateKey: 5,
  UpdatePrimaryRegion: 6,
  EnableKeyRotation: 5,
  EnableKey: 4,
  RotateKeyOnDemand: 3,
  ScheduleKeyDeletion: 3,
  CancelKeyDeletion: 6,
};

const calling = fc.oneof(
  ...OPERATIONS.map((operation) => ({
    weight: WEIGHTS[operation] ?? 2,
    arbitrary: fc.record({
      operation: fc.constant(operation),
      region: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2) }),
      key: naming,
      members: MEMBERS[operation] ?? none,
    }),
  })),
);
const passing = fc.record({
  pass: fc.constantFrom(
    0,
    1,
    999,
    1000,
    20 * 60_000,
    DAY,
    7 * DAY,
    30 * DAY,
    90 * DAY - HOUR / 3,
    90 * DAY,
    366 * DAY,
    800 * DAY,
  ),
});
/** As many on-demand rotations as a key can have, and one more. */
const exhausting = fc.record({ exhaust: fc.nat(30) });
export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 60, arbitrary: calling },
  { weight: 12, arbitrary: passing },
  { weight: 1, arbitrary: exhausting },
);
