import document from "../generated/document.json";
import { operations } from "../generated/operations";
import { type Document, objectOf, resolve } from "../openapi/dialect/document";

/** The value of the first request example that the document has for an operation. */
export function firstRequestExample(name: keyof typeof operations): unknown {
  const item = objectOf((document as unknown as Document).paths[operations[name].path]);
  const content = objectOf(objectOf(objectOf(item.post).requestBody).content);
  const [example] = Object.values(objectOf(objectOf(content["application/json"]).examples));
  return objectOf(resolve(document as unknown as Document, example, "#").value).value;
}
