import { checks } from "../../../../generated/checks/policy";
import { policyTransitions } from "../operations/policies";
import { stateOperations } from "../state-operations";

/** The operations with the tag `policy`. */
export const operations = stateOperations<"policy">(checks, policyTransitions);
