/** The names of types that TypeScript does not take, and those that the module of the types uses itself. */
const TAKEN = new Set([
  ..."any bigint boolean never null number object string symbol undefined unknown void".split(" "),
  ..."break case catch class const continue debugger default delete do else enum export extends false finally for".split(
    " ",
  ),
  ..."function if import in instanceof new return super switch this throw true try typeof var while with".split(" "),
  ..."implements interface let package private protected public static yield await async type".split(" "),
  ..."Schemas components operations Extract NonNullable".split(" "),
]);

/**
 * The names of a document's schemas as names of types: the same, where TypeScript takes them. What is no letter, digit or
 * underscore becomes an underscore; a name that is taken gets the word Type behind it.
 * @param taken further names that are taken.
 */
export function friendlyNames(schemas: readonly string[], taken: readonly string[]): Map<string, string> {
  const used = new Set([...TAKEN, ...taken]);
  const names = new Map<string, string>();
  for (const schema of schemas) {
    const letters = schema.replaceAll(/\W/g, "_").replace(/^(?=\d)/, "_");
    let name = letters;
    while (used.has(name) || (name !== schema && schemas.includes(name))) name += "Type";
    used.add(name);
    names.set(schema, name);
  }
  return names;
}

/** An operation's name as a member of an object. */
export function member(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
