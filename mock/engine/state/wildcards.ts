/**
 * Whether a text matches a pattern in which `*` is any text and `?` any character, upper or lower case alike. It costs at
 * most the two lengths multiplied, whatever the pattern: a regular expression with many `*` never ends.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()];
  let place = 0;
  let next = 0;
  /** The last `*`, and where what follows it was tried for the last time. */
  let star = -1;
  let tried = 0;
  while (next < given.length) {
    if (wanted[place] === "*") {
      star = place++;
      tried = next;
    } else if (wanted[place] === "?" || wanted[place] === given[next]) {
      place++;
      next++;
    } else if (star >= 0) {
      place = star + 1;
      next = ++tried;
    } else return false;
  }
  while (wanted[place] === "*") place++;
  return place === wanted.length;
}
