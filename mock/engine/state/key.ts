import type {
  KeyLastUsageTrackingOperation,
  KeyManagerType,
  KeySpec,
  KeyState,
  KeyUsageType,
  OriginType,
  RotationType,
  Tag,
} from "../../../generated/types";

/** Where a key stands; ids are unique within one account and Region only (related multi-Region keys share theirs). */
export interface KeyRef {
  readonly account: string;
  readonly region: string;
  readonly id: string;
}

/** One key material. The current one is the last that does not wait. */
export interface Material {
  /** 64 lower-case hexadecimal digits. */
  readonly id: string;
  /** The bytes of imported material in base64. Material that KMS made follows from the key's seed. */
  readonly imported?: string;
  /** When the rotation that made it current was finished, epoch milliseconds; absent for the first material (docs/evidence/on-demand-rotation.md#rotation-entry). */
  readonly rotated?: number;
  readonly rotation?: RotationType;
  /** Imported material only. */
  readonly description?: string;
  /** Imported material that expires: when, epoch milliseconds. */
  readonly validTo?: number;
  /** Imported material that waits for RotateKeyOnDemand. */
  readonly pending?: true;
  /** Imported material that has expired: it has to be imported again. */
  readonly gone?: true;
}

/** Automatic rotation that is on. It outlives DisableKey and a scheduled deletion (docs/evidence/rotation.md#deletion-and-rotation). */
interface Rotation {
  readonly periodInDays: number;
  /** The date of the next rotation, epoch milliseconds. */
  readonly next: number;
}

/** The states that a key can hold by itself: Unavailable is the state of its custom key store ({@link "./key-state-rules"}). */
export type HeldState = Exclude<KeyState, "Unavailable">;

/** A key, with plain JSON members only. A key is never changed: a change puts a new value in its place. */
export interface Key extends KeyRef {
  /** Grows with each key: the order in which keys were made. */
  readonly serial: number;
  /** Epoch milliseconds, as all times here. */
  readonly created: number;
  readonly description: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsageType;
  readonly origin: OriginType;
  readonly manager: KeyManagerType;
  readonly state: HeldState;
  /** When a Creating or Updating key settles, and in which state; without it the state stays. */
  readonly settles?: { readonly at: number; readonly to: HeldState };
  /** Absent: the default key policy, which would be the same text in 100,000 keys. */
  readonly policy?: string;
  readonly tags: readonly Tag[];
  /** Oldest first. Empty for a key without material, and for one in an external key store. */
  readonly materials: readonly Material[];
  /**
   * 64 hexadecimal digits from which the material that KMS made follows ({@link "../cryptography/derived-bytes"}). Absent for
   * keys of a fixture and of states from before there was cryptography: theirs follows from their ids, the same on each start.
   */
  readonly seed?: string;
  readonly rotation?: Rotation;
  /** An on-demand rotation that runs. */
  readonly onDemand?: { readonly started: number; readonly done: number };
  readonly onDemandCount: number;
  /** Without a date while replicas hold it back (PendingReplicaDeletion). */
  readonly deletion?: { readonly windowInDays: number; readonly date?: number };
  /** The related keys of a multi-Region key, by their Regions. Each of them holds the same value. */
  readonly multiRegion?: { readonly primary: string; readonly replicas: readonly string[] };
  readonly storeId?: string;
  readonly xksKeyId?: string;
}

/** The last successful use of a key in a cryptographic operation: {@link "./key-usage".recordUsage}. Plain JSON. */
export interface KeyUsage extends KeyRef {
  readonly operation: KeyLastUsageTrackingOperation;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The eventID of the call's CloudTrail record. */
  readonly eventId: string;
  readonly requestId: string;
}

/** An alias. Those that AWS has made beforehand (alias/aws/...) have no target until they are used. */
export interface Alias {
  readonly account: string;
  readonly region: string;
  /** With its prefix `alias/`. */
  readonly name: string;
  readonly serial: number;
  readonly target?: string;
  readonly created?: number;
  readonly updated?: number;
}

/** A day in milliseconds: periods and windows are whole days of 24 hours (recorded for deletion dates, docs/evidence/deletion.md#deletion-date). */
export const DAY = 86_400_000;

/** The value without one of its optional members. */
export function without<Value extends object, Member extends keyof Value>(
  value: Value,
  member: Member,
): Omit<Value, Member> {
  const { [member]: _, ...rest } = value;
  return rest;
}

/** The material in use, if the key has any. */
export function currentMaterial(key: Key): Material | undefined {
  const material = latestMaterial(key);
  return material?.gone ? undefined : material;
}

/** The material in use, or the one that was in use until it expired. */
export function latestMaterial(key: Key): Material | undefined {
  for (let index = key.materials.length - 1; index >= 0; index--) {
    const material = key.materials[index];
    if (material && !material.pending) return material;
  }
  return undefined;
}

/** True for a related multi-Region key that is not the primary. */
export function isReplica(key: Key): boolean {
  return key.multiRegion !== undefined && key.multiRegion.primary !== key.region;
}
