import type { OperationModel } from "../../openapi/dialect/operations";
import { TrentProblem } from "../../openapi/dialect/problems";

/**
 * Operations by their tag, in the order of the document.
 * @throws TrentProblem TRENT_E_DOCUMENT_KIND for an operation without a tag.
 */
export function byTag(operations: readonly OperationModel[]): Map<string, OperationModel[]> {
  const tagged = new Map<string, OperationModel[]>();
  for (const operation of operations) {
    const { tag, name } = operation;
    if (tag === undefined) throw new TrentProblem("TRENT_E_DOCUMENT_KIND", `The operation ${name} has no tag.`);
    tagged.set(tag, [...(tagged.get(tag) ?? []), operation]);
  }
  return tagged;
}
