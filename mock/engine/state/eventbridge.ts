import { isoSeconds } from "./cloudtrail";
import type { StateEvent } from "./events";

/** What EventBridge is told about a key (docs/evidence/monitoring.md#eventbridge-event). Plain JSON. */
export interface EventBridgeEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: "aws.kms";
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly [string];
  readonly detail: { readonly "key-id": string };
}

/** What the service does that EventBridge reports: documented names. */
const DETAIL_TYPES: Readonly<Record<string, string>> = {
  RotateKey: "KMS CMK Rotation",
  DeleteKey: "KMS CMK Deletion",
  DeleteExpiredKeyMaterial: "KMS Imported Key Material Expiration",
};

/** The EventBridge event that comes of an event; undefined for most. */
export function eventBridgeEvent(event: StateEvent): EventBridgeEvent | undefined {
  const detailType = event.kind === "service" ? DETAIL_TYPES[event.name] : undefined;
  if (event.kind !== "service" || detailType === undefined) return undefined;
  return {
    version: "0",
    id: event.busId,
    "detail-type": detailType,
    source: "aws.kms",
    account: event.account,
    time: isoSeconds(event.at),
    region: event.region,
    resources: [event.keyArn],
    detail: { "key-id": event.keyId },
  };
}
