/** Members that say how a list goes on, by the names that AWS's paginators give them (botocore's paginators of AWS JSON). */
const TOKEN = /^(next\w*(token|marker|page)|(page|pagination|continuation)_?(token|marker)|marker|lastEvaluated\w+)$/i;
const MORE = /^(hasMore\w*|(is)?truncated)$/i;

/**
 * Whether a member of an answer says that there is a next page. In an answer that nobody has computed it must not: AWS's
 * clients ask on until there is none, and end with an error where a token comes twice.
 */
export function isPageToken(name: string): boolean {
  return TOKEN.test(name) || MORE.test(name);
}
