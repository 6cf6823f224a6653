import { checks } from "../../../../generated/checks/custom-key-stores";
import { customKeyStoreTransitions } from "../operations/custom-key-stores";
import { storeConnectionTransitions } from "../operations/store-connection";
import { stateOperations } from "../state-operations";

/** The operations with the tag `custom-key-stores`. */
export const operations = stateOperations<"custom-key-stores">(checks, {
  ...customKeyStoreTransitions,
  ...storeConnectionTransitions,
});
