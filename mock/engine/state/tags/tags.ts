import { checks } from "../../../../generated/checks/tags";
import { tagTransitions } from "../operations/tags";
import { stateOperations } from "../state-operations";

/** The operations with the tag `tags`. */
export const operations = stateOperations<"tags">(checks, tagTransitions);
