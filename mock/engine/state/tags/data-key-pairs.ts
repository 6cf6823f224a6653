import { checks } from "../../../../generated/checks/data-key-pairs";
import { dataKeyPairTransitions } from "../operations/data-key-pairs";
import { stateOperations } from "../state-operations";

/** The operations with the tag `data-key-pairs`. */
export const operations = stateOperations<"data-key-pairs">(checks, dataKeyPairTransitions);
