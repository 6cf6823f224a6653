import type { LoadedDocument } from "../engine/create-engine";
import type { RequestHeaders } from "../engine/request-context";

/** The paths of a document's operations for tools that tell operations apart by their path, such as `/TrentService.ListKeys`. */
export function operationPaths({ operations }: Pick<LoadedDocument, "operations">): readonly string[] {
  return operations.map(({ target }) => `/${target}`);
}

/**
 * The headers of a call by path as those of `POST /`: the path names the target. No client of AWS calls so, and the document
 * of these paths has no media type but `application/json`: the answer is that, unless AWS's is asked for.
 * @param path of the request, such as `/TrentService.ListKeys`.
 */
export function headersOfPathCall(path: string, headers: RequestHeaders): RequestHeaders {
  const asksForAws = String(headers.accept ?? "").includes("application/x-amz-json");
  return { ...headers, "x-amz-target": path.slice(1), ...(asksForAws ? {} : { accept: "application/json" }) };
}
