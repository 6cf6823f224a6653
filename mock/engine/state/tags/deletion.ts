import { checks } from "../../../../generated/checks/deletion";
import { deletionTransitions } from "../operations/deletion";
import { stateOperations } from "../state-operations";

/** The operations with the tag `deletion`. */
export const operations = stateOperations<"deletion">(checks, deletionTransitions);
