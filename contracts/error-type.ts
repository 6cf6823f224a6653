/** The shape name of an error as clients read it: before a colon, and after a number sign (docs/evidence/errors.md#bare-type). */
export function bareType(type: string): string {
  const [named = ""] = type.split(":", 1);
  return named.slice(named.lastIndexOf("#") + 1);
}
