import { partitionOf } from "../locality";
import type { KeyRef } from "./key";

/** The ARN of a key (docs/evidence/finding-keys.md#forms-of-a-key-id). */
export function keyArn({ account, region, id }: KeyRef): string {
  return `arn:${partitionOf(region)}:kms:${region}:${account}:key/${id}`;
}

/** The ARN of an alias; the name carries its prefix `alias/`. */
export function aliasArn(account: string, region: string, name: string): string {
  return `arn:${partitionOf(region)}:kms:${region}:${account}:${name}`;
}

/** The parts of an ARN of KMS. */
export interface KmsArn {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `key/ID` or `alias/NAME`. */
  readonly resource: string;
}

const KMS_ARN = /^arn:(aws[a-z-]*):kms:([a-z0-9-]+):(\d{12}):((?:key|alias)\/.+)$/;

/** Reads an ARN of a key or an alias; undefined for anything else. */
export function parseArn(text: string): KmsArn | undefined {
  const [, partition, region, account, resource] = KMS_ARN.exec(text) ?? [];
  if (partition === undefined || region === undefined || account === undefined || resource === undefined) {
    return undefined;
  }
  return { partition, region, account, resource };
}

/** The form of a key id: a UUID, or `mrk-` and 32 hexadecimal digits (recorded by its refusals: docs/evidence/finding-keys.md#malformed-key-id). */
export const KEY_ID = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i;
