import type { TrentOperation } from "../../../generated/types";
import type { Transitions } from "./operation-call";
import { aliasTransitions } from "./operations/aliases";
import { automaticRotationTransitions } from "./operations/automatic-rotation";
import { createKeyTransitions } from "./operations/create-key";
import { customKeyStoreTransitions } from "./operations/custom-key-stores";
import { deletionTransitions } from "./operations/deletion";
import { describeListTransitions } from "./operations/describe-list";
import { enableDisableTransitions } from "./operations/enable-disable";
import { keyUsageTransitions } from "./operations/key-usage";
import { onDemandRotationTransitions } from "./operations/on-demand-rotation";
import { policyTransitions } from "./operations/policies";
import { replicaTransitions } from "./operations/replicas";
import { storeConnectionTransitions } from "./operations/store-connection";
import { tagTransitions } from "./operations/tags";

/** What each operation does. An operation of the document that no family has does not compile. */
export const transitions: Transitions = {
  ...aliasTransitions,
  ...automaticRotationTransitions,
  ...createKeyTransitions,
  ...customKeyStoreTransitions,
  ...deletionTransitions,
  ...describeListTransitions,
  ...enableDisableTransitions,
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
