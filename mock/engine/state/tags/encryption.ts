import { checks } from "../../../../generated/checks/encryption";
import { dataKeyTransitions } from "../operations/data-keys";
import { encryptionTransitions } from "../operations/encryption";
import { stateOperations } from "../state-operations";

/** The operations with the tag `encryption`. */
export const operations = stateOperations<"encryption">(checks, { ...dataKeyTransitions, ...encryptionTransitions });
