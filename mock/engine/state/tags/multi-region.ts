import { checks } from "../../../../generated/checks/multi-region";
import { replicaTransitions } from "../operations/replicas";
import { stateOperations } from "../state-operations";

/** The operations with the tag `multi-region`. */
export const operations = stateOperations<"multi-region">(checks, replicaTransitions);
