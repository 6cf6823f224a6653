import { checks } from "../../../../generated/checks/shared-secrets";
import { sharedSecretTransitions } from "../operations/shared-secrets";
import { stateOperations } from "../state-operations";

/** The operations with the tag `shared-secrets`. */
export const operations = stateOperations<"shared-secrets">(checks, sharedSecretTransitions);
