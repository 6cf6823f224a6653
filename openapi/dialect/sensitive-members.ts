import { type Document, isObject, objectOf, pointer, resolve } from "./document";

/**
 * The members of a request that hold something secret: their schemas have `x-trent-sensitive`, as the official model marks
 * them. As JSON pointers into the body, such as `/XksProxyAuthenticationCredential/RawSecretAccessKey`. Members of list
 * items are not looked at.
 * @param schema the JSON pointer of the body's schema in the bundled document.
 */
export function sensitiveMembers(document: Document, schema: string): string[] {
  const found: string[] = [];
  const visit = (reference: string, at: string): void => {
    const node = resolve(document, { $ref: reference }, reference);
    for (const [name, member] of Object.entries(objectOf(objectOf(node.value).properties))) {
      const own = resolve(document, member, pointer(node.at, "properties", name));
      const path = pointer(at, name);
      if (objectOf(own.value)["x-trent-sensitive"] === true) found.push(path);
      else if (isObject(objectOf(own.value).properties)) visit(own.at, path);
    }
  };
  visit(schema, "");
  return found;
}
