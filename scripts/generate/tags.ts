import type { OperationModel } from "../../openapi/dialect/operations";
import { TrentProblem } from "../../openapi/dialect/problems";
import { grouped } from "./grouped";

/**
 * Operations by their tag, in the order of the document.
 * @throws TrentProblem TRENT_E_DOCUMENT_KIND for an operation without a tag.
 */
export function byTag(operations: readonly OperationModel[]): Map<string, OperationModel[]> {
  return grouped(operations, ({ name, tag }) => {
    if (tag === undefined) throw new TrentProblem("TRENT_E_DOCUMENT_KIND", `The operation ${name} has no tag.`);
    return tag;
  });
}
