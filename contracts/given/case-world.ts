import type { StoreHandle } from "./store-seeds";

/** A key, by both of its names, and the Region to call for it. */
export interface KeyHandle {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
}

/** What a provider state can give to its case. Each state declares which of them it gives. */
export interface StateOutputs {
  /** The key that the case is about. The case calls the Region of this key. */
  readonly key: KeyHandle;
  /** A second key of the same account and Region. */
  readonly otherKey: KeyHandle;
  /** The replica of a multi-Region primary key. */
  readonly replica: KeyHandle;
  /** The primary key of a replica. */
  readonly primary: KeyHandle;
  readonly alias: string;
  readonly aliasArn: string;
  /** The NextMarker of a first page. */
  readonly marker: string;
  /** The only entry of that first page: a key id, an alias name or a grant id. */
  readonly first: string;
  readonly grantId: string;
  /** A token of that grant. */
  readonly grantToken: string;
  /** The Id of a key policy. */
  readonly policyId: string;
  /** The custom key store that the case is about, and another one of the same account and Region. */
  readonly store: StoreHandle;
  readonly otherStore: StoreHandle;
  /** The external key of a key in an external key store. */
  readonly xksKeyId: string;
  /** A text that no custom key store was made from: contracts/given/store-seeds.ts makes a request of it. */
  readonly seed: string;
  /** An ImportToken for the key. */
  readonly importToken: string;
  /** Key material that was wrapped for that import, in base64. */
  readonly wrapped: string;
  /** The KeyMaterialId of the key's imported material, and of the new one that came after it. */
  readonly materialId: string;
  readonly newMaterialId: string;
  /** The public key that belongs to the imported private key: DER in base64. */
  readonly publicKeyOfMaterial: string;
  /** The ValidTo of imported material, in epoch seconds. */
  readonly validTo: number;
  /** The time of the target, in epoch seconds, as it was in the calls of the state. */
  readonly targetTime: number;
  /** A NextRotationDate, in epoch seconds, as it was before the last call of the state. */
  readonly nextRotation: number;
  /** A public key of the state's key as DER, in base64. */
  readonly publicKey: string;
  /** The public key of another key on the same curve. */
  readonly peerPublicKey: string;
  /** Signatures of one message in base64, by algorithm and message type. */
  readonly signatures: Readonly<Record<string, string>>;
  /** A message authentication code, in base64. */
  readonly mac: string;
  /** A shared secret, in base64. */
  readonly secret: string;
  /** The encapsulated form of a shared secret, in base64. */
  readonly encapsulated: string;
  /** A ciphertext under the key, in base64. */
  readonly ciphertext: string;
  /** What the ciphertext hides, where that is not always the same, in base64. */
  readonly plaintext: string;
}

/** The name of something that a provider state can give. */
export type OutputName = keyof StateOutputs;

/** What every case knows, whatever its state. */
export interface CaseWorld {
  readonly location: TargetLocation;
  /** Epoch milliseconds just before and just after the calls of the state. */
  readonly moment: { readonly from: number; readonly to: number };
}

/** Partition, Region and account of the target, learned from a key that it made. */
export interface TargetLocation {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The ARN of a resource of the target's account, such as `key/1234...` or `alias/name`. */
export function arnOf({ partition, region, account }: TargetLocation, resource: string): string {
  return `arn:${partition}:kms:${region}:${account}:${resource}`;
}

/** A Region that is not the target's, for replicas. */
export function otherRegion({ region }: TargetLocation): string {
  return region === "us-west-2" ? "eu-west-1" : "us-west-2";
}
