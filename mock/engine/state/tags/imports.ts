import { checks } from "../../../../generated/checks/imports";
import { importTransitions } from "../operations/imports";
import { stateOperations } from "../state-operations";

/** The operations with the tag `imports`. */
export const operations = stateOperations<"imports">(checks, importTransitions);
