/** How well a requirement is known. `protocol` is the published wire protocol (docs/evidence/sources.md#protocol-specification). */
type Provenance = "recorded" | "model" | "documented" | "protocol" | "inferred";

/**
 * How much a requirement binds. What is only inferred can never be a MUST: a suite that invents rules moves away from the
 * service that it describes.
 */
type Binding =
  | { readonly level: "MUST"; readonly provenance: Exclude<Provenance, "inferred"> }
  | { readonly level: "SHOULD"; readonly provenance: Provenance };

/** One requirement: a stable id, one sentence, and where it comes from. */
export type Clause = Binding & {
  readonly id: string;
  readonly sentence: string;
  readonly source: string;
  /** Where the document says it, as a JSON pointer; absent for what the document cannot express. */
  readonly pointer?: string;
};

/** The area of a clause: the first part of its id, which is an operation for the rules of an operation. */
export function areaOf(clause: string): string {
  return clause.split(".", 1)[0] ?? clause;
}
