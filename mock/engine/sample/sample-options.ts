import type { Document } from "../../../openapi/dialect/document";
import type { Draws } from "../hostile/draws";
import type { SampleSurroundings } from "./plausible-texts";

/** How a body is made. */
export interface SampleOptions extends SampleSurroundings {
  readonly document: Document;
  readonly draws: Draws;
  /** Whether choices are drawn: which enum value, which member of a union, how many elements. Else the first is taken. */
  readonly isDynamic: boolean;
  /** Whether only required members are made, as for the shortest request. */
  readonly requiredOnly?: boolean;
}
