import { checks } from "../../../../generated/checks/rotation";
import { automaticRotationTransitions } from "../operations/automatic-rotation";
import { onDemandRotationTransitions } from "../operations/on-demand-rotation";
import { stateOperations } from "../state-operations";

/** The operations with the tag `rotation`. */
export const operations = stateOperations<"rotation">(checks, {
  ...automaticRotationTransitions,
  ...onDemandRotationTransitions,
});
