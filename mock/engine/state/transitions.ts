import type { TrentOperation } from "../../../generated/types";
import type { Transitions } from "./operation-call";
import { aliasTransitions } from "./operations/aliases";
import { automaticRotationTransitions } from "./operations/automatic-rotation";
import { createKeyTransitions } from "./operations/create-key";
import { customKeyStoreTransitions } from "./operations/custom-key-stores";
import { dataKeyPairTransitions } from "./operations/data-key-pairs";
import { dataKeyTransitions } from "./operations/data-keys";
import { deletionTransitions } from "./operations/deletion";
import { describeListTransitions } from "./operations/describe-list";
import { enableDisableTransitions } from "./operations/enable-disable";
import { encryptionTransitions } from "./operations/encryption";
import { grantTransitions } from "./operations/grants";
import { importTransitions } from "./operations/imports";
import { keyUsageTransitions } from "./operations/key-usage";
import { macTransitions } from "./operations/macs";
import { onDemandRotationTransitions } from "./operations/on-demand-rotation";
import { policyTransitions } from "./operations/policies";
import { replicaTransitions } from "./operations/replicas";
import { sharedSecretTransitions } from "./operations/shared-secrets";
import { signingTransitions } from "./operations/signing";
import { storeConnectionTransitions } from "./operations/store-connection";
import { tagTransitions } from "./operations/tags";

/** The operations that need cryptography, which may have to be loaded first. */
const cryptographic = {
  ...dataKeyPairTransitions,
  ...dataKeyTransitions,
  ...encryptionTransitions,
  ...importTransitions,
  ...macTransitions,
  ...sharedSecretTransitions,
  ...signingTransitions,
} satisfies Partial<Transitions>;

/** What each operation does. An operation of the document that no family has does not compile. */
export const transitions: Transitions = {
  ...aliasTransitions,
  ...automaticRotationTransitions,
  ...createKeyTransitions,
  ...cryptographic,
  ...customKeyStoreTransitions,
  ...deletionTransitions,
  ...describeListTransitions,
  ...enableDisableTransitions,
  ...grantTransitions,
  ...keyUsageTransitions,
  ...onDemandRotationTransitions,
  ...policyTransitions,
  ...replicaTransitions,
  ...storeConnectionTransitions,
  ...tagTransitions,
};

/** Whether an operation has state: another document's operations have none. */
export function isTrentOperation(name: string): name is TrentOperation {
  return Object.hasOwn(transitions, name);
}

/** Whether an operation needs cryptography. */
export function needsCryptography(operation: TrentOperation): boolean {
  return Object.hasOwn(cryptographic, operation);
}
