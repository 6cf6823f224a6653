/**
 * The media type of an answer by the request's `Accept`: plain JSON where it names that, and neither AWS's own type nor any
 * type. AWS's clients send no `Accept`, or any type (docs/evidence/clients.md#accept); other tools cannot read AWS's type.
 * @param own the media type that AWS answers with.
 */
export function answerMediaType(accept: string, own: string): string {
  const ranges = accept.split(",").map((range) => (range.split(";", 1)[0] ?? "").trim().toLowerCase());
  const takesOwn = ranges.includes(own) || ranges.includes("*/*");
  return !takesOwn && ranges.includes("application/json") ? "application/json" : own;
}
