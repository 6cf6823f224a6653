import { checks } from "../../../../generated/checks/signing";
import { signingTransitions } from "../operations/signing";
import { stateOperations } from "../state-operations";

/** The operations with the tag `signing`. */
export const operations = stateOperations<"signing">(checks, signingTransitions);
