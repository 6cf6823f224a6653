import { checks } from "../../../../generated/checks/macs";
import { macTransitions } from "../operations/macs";
import { stateOperations } from "../state-operations";

/** The operations with the tag `macs`. */
export const operations = stateOperations<"macs">(checks, macTransitions);
