import type { Clause } from "../clause";

const SOURCE = "docs/evidence/operations.md#constraints";

const refused = (id: string, sentence: string) =>
  ({ id: `constraint.${id}`, level: "MUST", sentence, source: SOURCE, provenance: "model" }) as const satisfies Clause;

/** What holds for every constraint of every request schema: a value just outside is refused, one just inside is not. */
export const CONSTRAINT_CLAUSES = [
  refused("required", "A request without a required member is refused with ValidationException."),
  refused("null", "A required member that is null counts as absent."),
  {
    id: "constraint.type",
    level: "MUST",
    sentence:
      "A member of another JSON type is refused with SerializationException (or ValidationException, where it can be read).",
    source: "docs/evidence/errors.md#list-where-not-expected",
    provenance: "recorded",
  },
  {
    id: "constraint.coercion",
    level: "SHOULD",
    sentence:
      "A number or boolean for a string, or a string for one, is refused with SerializationException, or converted.",
    source: "docs/evidence/wire-protocol.md#wrong-json-types",
    provenance: "inferred",
  },
  {
    id: "constraint.base64",
    level: "SHOULD",
    sentence: "A blob that is no base64 is refused with SerializationException (or ValidationException).",
    source: "docs/evidence/cryptography.md#blobs",
    provenance: "inferred",
  },
  refused("min-length", "A string shorter than its minimum is refused with ValidationException."),
  refused("max-length", "A string longer than its maximum is refused with ValidationException."),
  refused("minimum", "A number below its minimum is refused with ValidationException."),
  refused("maximum", "A number above its maximum is refused with ValidationException."),
  refused("enum", "A value outside its set is refused with ValidationException."),
  refused("pattern", "A string that does not fit its pattern is refused with ValidationException."),
  refused("min-items", "A list shorter than its minimum is refused with ValidationException."),
  refused("max-items", "A list longer than its maximum is refused with ValidationException."),
  refused("inside", "A value just inside a constraint is not refused for it."),
  {
    id: "constraint.text",
    level: "SHOULD",
    sentence:
      "The text is the framework's: `1 validation error detected: Value … at '…' failed to satisfy constraint: …`.",
    source: "docs/evidence/errors.md#text-of-a-broken-constraint",
    provenance: "inferred",
  },
  {
    id: "constraint.text-recorded",
    level: "MUST",
    sentence: "The text is the framework's, as recorded on KMS for this kind of constraint.",
    source: "docs/evidence/errors.md#recorded-constraint-texts",
    provenance: "recorded",
  },
] as const satisfies readonly Clause[];
