import { checks } from "../../../../generated/checks/aliases";
import { aliasTransitions } from "../operations/aliases";
import { stateOperations } from "../state-operations";

/** The operations with the tag `aliases`. */
export const operations = stateOperations<"aliases">(checks, aliasTransitions);
