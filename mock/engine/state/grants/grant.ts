import type { GrantConstraints, GrantListEntry, GrantOperation } from "../../../../generated/types";
import { partitionOf } from "../../locality";
import { keyArn } from "../arn";
import type { KeyRef } from "../key";
import { seconds } from "../metadata";

/** A grant, with plain JSON members only. It is never changed: it is made, and it ends. */
export interface Grant {
  /** Account, Region and id of its key: related multi-Region keys share no grants. */
  readonly account: string;
  readonly region: string;
  readonly keyId: string;
  /** 64 lower-case hexadecimal digits. */
  readonly id: string;
  /** 32 hexadecimal digits that every token of the grant carries: nobody can make one without them. */
  readonly secret: string;
  /** Epoch milliseconds. */
  readonly created: number;
  /** The account that made it. */
  readonly issuer: string;
  readonly name?: string;
  /** ARN of who has the permissions; absent where it is a service. */
  readonly grantee?: string;
  readonly granteeService?: string;
  /** ARN of who may retire it. */
  readonly retiring?: string;
  readonly retiringService?: string;
  readonly operations: readonly GrantOperation[];
  readonly constraints?: GrantConstraints;
}

/** What names a grant. */
export type GrantRef = Pick<Grant, "account" | "region" | "keyId" | "id">;

/** What names a grant, without the rest of it. */
export function refOf({ account, region, keyId, id }: Grant): GrantRef {
  return { account, region, keyId, id };
}

/** The form of a grant id (docs/evidence/grants.md#ids-and-tokens). */
export const GRANT_ID = /^[0-9a-f]{64}$/;

/** The key of a grant. */
export function keyOf({ account, region, keyId }: GrantRef): KeyRef {
  return { account, region, id: keyId };
}

/** All that two requests must have in common to mean the same grant of a key; undefined for a grant without a name. */
export function sameness(grant: Omit<Grant, "id" | "secret" | "created">): string | undefined {
  const { name, issuer, grantee, granteeService, retiring, retiringService, operations, constraints } = grant;
  if (name === undefined) return undefined;
  const { EncryptionContextEquals, EncryptionContextSubset, SourceArn } = constraints ?? {};
  return JSON.stringify([
    [name, issuer, grantee, granteeService, retiring, retiringService, SourceArn],
    [...operations].sort(),
    sortedPairs(EncryptionContextEquals),
    sortedPairs(EncryptionContextSubset),
  ]);
}

function sortedPairs(context: Readonly<Record<string, string>> | undefined): unknown {
  return context && Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A grant as the lists show it (docs/evidence/grants.md#members-of-an-entry). */
export function entryOf(grant: Grant): GrantListEntry {
  const { name, grantee, granteeService, retiring, retiringService, constraints } = grant;
  return {
    KeyId: keyArn(keyOf(grant)),
    GrantId: grant.id,
    ...(name !== undefined && { Name: name }),
    CreationDate: seconds(grant.created),
    ...(grantee !== undefined && { GranteePrincipal: grantee }),
    ...(retiring !== undefined && { RetiringPrincipal: retiring }),
    IssuingAccount: `arn:${partitionOf(grant.region)}:iam::${grant.issuer}:root`,
    Operations: [...grant.operations],
    ...(constraints !== undefined && { Constraints: constraints }),
    ...(granteeService !== undefined && { GranteeServicePrincipal: granteeService }),
    ...(retiringService !== undefined && { RetiringServicePrincipal: retiringService }),
  };
}
