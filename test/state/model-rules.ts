import type { Imported } from "./model-imports";
import { ALLOW_ALL, NOBODY, READ_ONLY, WITHOUT_RESOURCE } from "./model-policies";
import type { ModelStore } from "./model-stores";

/** What the model takes as data: the shapes of its keys, the key-state table, and the rules on tags, names and policies. */

export type Answer = { readonly ok: true; readonly body?: unknown } | { readonly ok: false; readonly error: string };
export type State =
  | "Enabled"
  | "Disabled"
  | "PendingDeletion"
  | "PendingReplicaDeletion"
  | "PendingImport"
  | "Creating"
  | "Updating";
export type Request = Readonly<Record<string, unknown>> & { readonly KeyId?: string };

export const DAY = 24 * 60 * 60 * 1000;
export const ACCOUNT = "111122223333";

/** What related keys share; a single-Region key has one of its own. */
export interface Group {
  readonly id: string;
  readonly multi: boolean;
  primary: string;
  replicas: string[];
  readonly spec: string;
  readonly usage: string;
  readonly origin: string;
  rotation?: { period: number; next: number } | undefined;
  readonly history: { at: number; type: string }[];
  running?: { since: number; done: number } | undefined;
  onDemand: number;
  /** Imported material that is or was in use, oldest first, by its name, and the one that waits. */
  readonly materials: string[];
  waiting?: string | undefined;
}

export interface Member {
  readonly group: Group;
  readonly region: string;
  state: State;
  settles?: { at: number; to: State } | undefined;
  deletion?: { days: number; at?: number } | undefined;
  description: string;
  tags: [string, string][];
  /** The policy that was put. */
  policy?: string;
  /** The imported material that is there. */
  readonly own: Map<string, Imported>;
  readonly aws?: boolean;
  /** As GetKeyLastUsage shows it, without the ids. */
  lastUse?: { readonly Operation: string; readonly Timestamp: number };
  /** The custom key store that holds it. */
  readonly store?: ModelStore | undefined;
}

/** In a custom key store that is not connected. */
export function isCut({ store }: Member): boolean {
  return store !== undefined && store.connection !== "CONNECTED";
}

/** A key's policy gives Describe, Get and List only. */
export function isReadOnly({ aws, policy }: Member): boolean {
  return aws === true || policy === READ_ONLY;
}

/** The key-state table (docs/evidence/key-states.md#table) with the document's rules where it has no row: who is refused for its state, and how. */
const PENDING = "KMSInvalidStateException: ARN is pending deletion.";
const DELETING = { PendingDeletion: PENDING, PendingReplicaDeletion: PENDING };
const DISABLED = { Disabled: "DisabledException: ARN is disabled." };
const IMPORT = { PendingImport: "KMSInvalidStateException: ARN is pending import." };
const CREATING = { Creating: "KMSInvalidStateException: ARN is creating." };
const UPDATING = { Updating: "KMSInvalidStateException: ARN is updating." };
const SWITCHED = { ...DELETING, ...IMPORT, ...CREATING, ...UPDATING };
const USED = { ...DELETING, ...DISABLED, ...IMPORT, ...CREATING };
const ROTATED = { ...DELETING, ...DISABLED, ...CREATING };
const PARAMETERS = { ...DELETING, ...CREATING, ...UPDATING };
export const TABLE: Readonly<Record<string, Partial<Record<State, string>>>> = {
  EnableKeyRotation: ROTATED,
  DisableKeyRotation: ROTATED,
  RotateKeyOnDemand: { ...ROTATED, ...IMPORT },
  GetParametersForImport: PARAMETERS,
  ImportKeyMaterial: { ...DELETING, ...CREATING },
  DeleteImportedKeyMaterial: { ...CREATING, ...UPDATING },
  EnableKey: SWITCHED,
  DisableKey: SWITCHED,
  ScheduleKeyDeletion: { ...DELETING, ...UPDATING },
  TagResource: DELETING,
  UntagResource: DELETING,
  UpdateKeyDescription: DELETING,
  CreateAlias: DELETING,
  UpdateAlias: DELETING,
  ReplicateKey: { ...SWITCHED, ...DISABLED },
  Decapsulate: USED,
  DeriveSharedSecret: USED,
  Encapsulate: USED,
  Encrypt: USED,
  GenerateDataKeyPair: USED,
  GenerateDataKeyPairWithoutPlaintext: USED,
  GenerateMac: USED,
  GetPublicKey: { ...DELETING, ...IMPORT, ...CREATING },
  Sign: USED,
  Verify: USED,
  VerifyMac: USED,
  UpdatePrimaryRegion: { ...SWITCHED, ...DISABLED },
  CreateGrant: { ...DELETING, ...DISABLED, ...IMPORT, ...CREATING },
};

export class Refusal extends Error {}
export function refuse(error: string): never {
  throw new Refusal(error);
}

export function createKey(request: Request): unknown {
  tagged([], request.Tags ?? []);
  if (request.KeySpec !== undefined && request.KeyUsage === undefined) {
    refuse(
      "ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    );
  }
  return undefined;
}

export function tagged(present: [string, string][], added: unknown): [string, string][] {
  const result = [...present];
  const keys = (added as { TagKey: string }[]).map((tag) => tag.TagKey);
  // Which of the two comes first is nobody's knowledge: the mock looks for what is there twice first.
  if (keys.some((key, place) => keys.indexOf(key) !== place)) refuse("TagException: Duplicate tag keys");
  for (const { TagKey, TagValue } of added as { TagKey: string; TagValue: string }[]) {
    if (/^aws:/.test(TagKey)) refuse("TagException: Tags beginning with aws: are reserved");
    const there = result.findIndex(([k]) => k === TagKey);
    if (there < 0) result.push([TagKey, TagValue]);
    else result[there] = [TagKey, TagValue];
  }
  return result;
}

export function checkPolicy(policy: unknown, bypass: unknown): void {
  const malformed = "MalformedPolicyDocumentException";
  if (policy === NOBODY) refuse(`${malformed}: Policy contains a statement with one or more invalid principals.`);
  if (policy === READ_ONLY && bypass !== true) {
    refuse(`${malformed}: The new key policy will not allow you to update the key policy in the future.`);
  }
  if (policy === WITHOUT_RESOURCE || (policy !== ALLOW_ALL && policy !== READ_ONLY)) refuse(malformed);
}

export function keyArn(region: string, id: string): string {
  return `arn:aws:kms:${region}:${ACCOUNT}:key/${id}`;
}

export function aliasArn(region: string, name: string): string {
  return `arn:aws:kms:${region}:${ACCOUNT}:${name}`;
}
