import { checks } from "../../../../generated/checks/grants";
import { grantTransitions } from "../operations/grants";
import { stateOperations } from "../state-operations";

/** The operations with the tag `grants`. */
export const operations = stateOperations<"grants">(checks, grantTransitions);
