import { checks } from "../../../../generated/checks/keys";
import { createKeyTransitions } from "../operations/create-key";
import { describeListTransitions } from "../operations/describe-list";
import { enableDisableTransitions } from "../operations/enable-disable";
import { keyUsageTransitions } from "../operations/key-usage";
import { stateOperations } from "../state-operations";

/** The operations with the tag `keys`. */
export const operations = stateOperations<"keys">(checks, {
  ...createKeyTransitions,
  ...describeListTransitions,
  ...enableDisableTransitions,
  ...keyUsageTransitions,
});
