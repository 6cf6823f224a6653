import { type JsonObject, listOf, objectOf } from "../../openapi/dialect/document";
import { BYTES, SENSITIVE } from "../../openapi/dialect/marked-members";
import { followed } from "../contract-document";

/** The path from the body to a member of a request: names, and 0 for the first item of a list. */
export type MemberPath = readonly (string | 0)[];

/** A value for a member, and what has to happen to it. */
export interface ConstraintSample {
  readonly kind: string;
  readonly keyword: string;
  readonly side: "inside" | "outside";
  readonly value: unknown;
  readonly clause: string;
  readonly error: "ValidationException" | "SerializationException";
  /** The text of the refusal, where it is known. */
  readonly text?: string;
  /** Whether KMS was recorded saying so of this kind of constraint. */
  readonly recorded?: true;
}

const inside = (kind: string, keyword: string, value: unknown): ConstraintSample => ({
  kind,
  keyword,
  side: "inside",
  value,
  clause: "inside",
  error: "ValidationException",
});

const outside = (
  clause: string,
  keyword: string,
  value: unknown,
  text?: string,
  recorded = false,
): ConstraintSample => ({
  kind: clause,
  keyword,
  side: "outside",
  value,
  clause,
  error: "ValidationException",
  ...(text !== undefined && { text: `1 validation error detected: ${text}` }),
  ...(recorded && { recorded: true }),
});

const mistyped = (kind: string, clause: "type" | "coercion", value: unknown): ConstraintSample => ({
  kind,
  keyword: "type",
  side: "outside",
  value,
  clause,
  error: "SerializationException",
});

/** The values to try on a member, one just inside and one just outside each of its constraints. */
export function samplesOf(schema: JsonObject, name: string, path: MemberPath, required: boolean): ConstraintSample[] {
  const isSecret = SENSITIVE in schema;
  const says = (value: unknown, constraint: string) =>
    `Value ${isSecret ? "" : `${value} `}at '${name}' failed to satisfy constraint: Member must ${constraint}`;
  const absent = required
    ? [
        outside("required", "required", undefined, says("null", "not be null")),
        outside("null", "required", null, says("null", "not be null")),
      ]
    : path.at(-1) === 0
      ? []
      : [inside("null", "required", null)];
  switch (schema.type) {
    case "string":
      return [...absent, ...ofString(schema, says, path)];
    case "integer":
      return [...absent, ...ofInteger(schema, says)];
    case "boolean":
      return [
        ...absent,
        inside("true", "type", true),
        inside("false", "type", false),
        mistyped("list", "type", []),
        mistyped("string", "coercion", "true"),
      ];
    case "array":
      return [...absent, ...ofList(schema)];
    default:
      return [...absent, mistyped("list", "type", []), mistyped("string", "type", "text")];
  }
}

type Says = (value: unknown, constraint: string) => string;

function ofString(schema: JsonObject, says: Says, path: MemberPath): ConstraintSample[] {
  const samples = [
    mistyped("list", "type", ["text"]),
    mistyped("object", "type", { a: "text" }),
    mistyped("number", "coercion", 5),
    mistyped("boolean", "coercion", true),
  ];
  if (BYTES in schema) return [...samples, ...ofBytes(objectOf(schema[BYTES]))];
  const { minLength, maxLength, pattern } = schema;
  // An item of a list has another text, which is not recorded; only a structure's own member has this one. Of a secret
  // member the value may be left out.
  const isKnown = path.at(-1) !== 0 && schema["x-trent-sensitive"] !== true;
  const words = (value: string, constraint: string) => (isKnown ? says(`'${value}'`, constraint) : undefined);
  const values = listOf(schema.enum);
  if (values.length > 0) {
    // The set comes in hash order (docs/evidence/errors.md#recorded-constraint-texts), so the text is compared by a case of its own.
    return [
      ...samples,
      ...values.map((value) => inside(`enum ${value}`, "enum", value)),
      outside("enum", "enum", "trent-contract"),
    ];
  }
  if (typeof minLength === "number" && minLength > 0) {
    // No text so short may fit the pattern: then nothing just inside exists.
    const short = fitting(minLength, schema);
    if (short !== undefined) samples.push(inside("shortest", "minLength", short));
    // A pattern that needs a character refuses the empty string too: two errors, and a text that is not recorded.
    const text =
      typeof pattern === "string" && !new RegExp(pattern).test("")
        ? undefined
        : words("", `have length greater than or equal to ${minLength}`);
    samples.push(outside("min-length", "minLength", "", text, path.length === 1));
  }
  if (typeof maxLength === "number") {
    const longest = fitting(maxLength, schema);
    if (longest !== undefined) samples.push(inside("longest", "maxLength", longest));
    const long = fitting(maxLength + 1, schema);
    samples.push(
      outside(
        "max-length",
        "maxLength",
        long ?? "a".repeat(maxLength + 1),
        // How much of a long value a message repeats is not known, nor the text of one that breaks the pattern too.
        long === undefined || long.length > 1024
          ? undefined
          : words(long, `have length less than or equal to ${maxLength}`),
        path.length === 3,
      ),
    );
  }
  if (typeof pattern === "string") samples.push(outside("pattern", "pattern", "\u0001\u2603"));
  return samples;
}

/** The forms of texts that the patterns of the document accept: a beginning, the character that fills up, and an end. */
const FORMS: readonly (readonly [string, string, string])[] = [
  ["", "a", ""],
  ["", "a", "-b-1"],
  ["", "A", ""],
  ["", "1", ""],
  ["cluster-", "a", ""],
  ["https://", "a", ""],
  ["", "", "/kms/xks/v1"],
  ["", "", "/kms/xks/v10"],
  ["/", "a", "/kms/xks/v1"],
  ["com.amazonaws.vpce.us-east-1.vpce-svc-", "0", ""],
];

/** A text of a length that a pattern of the document accepts; undefined where no form, and no longer example, is such a text. */
function fitting(length: number, { pattern, examples }: JsonObject): string | undefined {
  const accepts = typeof pattern === "string" ? new RegExp(pattern) : /^/;
  const texts = FORMS.map(
    ([start, fill, end]) => start + fill.repeat(Math.max(0, length - start.length - end.length)) + end,
  );
  const [example = ""] = listOf(examples);
  return [...texts, `${example}`.padEnd(length, "a")].find((text) => text.length === length && accepts.test(text));
}

/** Blobs of as many bytes as allowed, and of one more or less. Their texts differ: some blobs are secret. */
function ofBytes({ minimum, maximum }: JsonObject): ConstraintSample[] {
  const blob = (length: number) => btoa("a".repeat(length));
  const samples = [{ ...outside("base64", "pattern", "a"), error: "SerializationException" } as const];
  const bounded: ConstraintSample[] = [];
  if (typeof minimum === "number" && minimum > 0) {
    bounded.push(inside("shortest", BYTES, blob(minimum)), outside("min-length", BYTES, blob(minimum - 1)));
  }
  if (typeof maximum === "number") {
    bounded.push(inside("longest", BYTES, blob(maximum)), outside("max-length", BYTES, blob(maximum + 1)));
  }
  return [...samples, ...bounded];
}

function ofInteger({ minimum, maximum }: JsonObject, says: Says): ConstraintSample[] {
  const samples = [
    mistyped("list", "type", [5]),
    mistyped("object", "type", { a: 5 }),
    mistyped("string", "coercion", "100"),
    mistyped("boolean", "coercion", true),
    mistyped("fraction", "coercion", 100.5),
  ];
  if (typeof minimum === "number") {
    samples.push(inside("smallest", "minimum", minimum));
    samples.push(
      outside(
        "minimum",
        "minimum",
        minimum - 1,
        says(`'${minimum - 1}'`, `have value greater than or equal to ${minimum}`),
      ),
    );
    samples.push({ ...outside("minimum", "minimum", -1), kind: "negative" });
  }
  if (typeof maximum === "number") {
    samples.push(inside("largest", "maximum", maximum));
    samples.push(
      outside(
        "maximum",
        "maximum",
        maximum + 1,
        says(`'${maximum + 1}'`, `have value less than or equal to ${maximum}`),
      ),
    );
  }
  return samples;
}

function ofList({ minItems, maxItems, items }: JsonObject): ConstraintSample[] {
  const samples = [
    mistyped("string", "type", "text"),
    mistyped("object", "type", { a: 1 }),
    mistyped("number", "type", 5),
  ];
  const [allowed] = listOf(followed(items).enum);
  const item = (i: number) => allowed ?? `item${i}`;
  if (typeof minItems === "number" && minItems > 0) samples.push(outside("min-items", "minItems", []));
  if (typeof maxItems === "number") {
    samples.push(
      outside(
        "max-items",
        "maxItems",
        Array.from({ length: maxItems + 1 }, (_, i) => item(i)),
      ),
    );
  }
  return samples;
}
