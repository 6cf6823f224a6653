/** A requirement of a published text, and the clauses that prove it, or the reason why nothing does. */
export type PublishedRequirement = { readonly text: string } & (
  | { readonly clauses: readonly string[] }
  | { readonly excluded: string }
);

const AWS_DECIDES = "AWS decides this inside its own services; no call of this API shows it";

/** A sentence of a published page, and where our own reference page says the same. */
export type PublishedSentence = PublishedRequirement & {
  /** The part of the operation's description on the page, and words in it. */
  readonly onPage: {
    readonly part: "Description" | "Summary" | "Facts" | "Request body" | "Request headers" | "Key states" | "Rules";
    readonly words: string;
  };
};

/** Each sentence of the EnableKeyRotation reference page (May 2022 to April 2024), in its order. */
export const SENTENCES: readonly PublishedSentence[] = [
  {
    text: "Enables automatic rotation of the key material of the specified symmetric encryption KMS key.",
    onPage: { part: "Summary", words: "Turn on automatic rotation of a key's material" },
    clauses: ["EnableKeyRotation.success-is-empty", "GetKeyRotationStatus.rotation-on"],
  },
  {
    text: "KMS rotates the key material one year (approximately 365 days) from the enable date and every year thereafter.",
    onPage: {
      part: "Rules",
      words:
        "The first automatic rotation is one rotation period after the enable date, and each further one a period later: one year, about 365 days, by default.",
    },
    clauses: ["EnableKeyRotation.first-rotation", "EnableKeyRotation.period-default"],
  },
  {
    text: "You can monitor rotation of the key material for your KMS keys in CloudTrail and Amazon CloudWatch.",
    onPage: { part: "Description", words: "Each rotation can be followed in CloudTrail and Amazon CloudWatch." },
    excluded:
      "CloudTrail and CloudWatch are other services with other endpoints; test/state/monitoring.test.ts proves it for the mock",
  },
  {
    text: "To disable rotation of the key material in a customer managed KMS key, use the DisableKeyRotation operation.",
    onPage: { part: "Description", words: "DisableKeyRotation turns rotation off" },
    clauses: ["EnableKeyRotation.turn-off", "DisableKeyRotation.turns-off"],
  },
  {
    text: "Automatic key rotation is supported only on symmetric encryption KMS keys.",
    onPage: { part: "Description", words: "Only symmetric encryption keys that the customer manages" },
    clauses: ["EnableKeyRotation.symmetric-only"],
  },
  {
    text: "You cannot enable automatic rotation of asymmetric KMS keys.",
    onPage: {
      part: "Description",
      words:
        "Asymmetric keys, HMAC keys, keys with imported material and keys in a custom key store can't rotate automatically.",
    },
    clauses: ["EnableKeyRotation.asymmetric-key"],
  },
  {
    text: "You cannot enable automatic rotation of HMAC KMS keys.",
    onPage: { part: "Rules", words: "An HMAC key is refused" },
    clauses: ["EnableKeyRotation.hmac-key"],
  },
  {
    text: "You cannot enable automatic rotation of KMS keys with imported key material.",
    onPage: { part: "Rules", words: "A key with imported key material (Origin EXTERNAL) is refused." },
    clauses: ["EnableKeyRotation.imported-key-material"],
  },
  {
    text: "You cannot enable automatic rotation of KMS keys in a custom key store.",
    onPage: { part: "Rules", words: "A key in a CloudHSM key store or an external key store is refused." },
    excluded:
      "no operation of the document makes a custom key store; test/state/rotation.test.ts proves it for the mock",
  },
  {
    text: "To enable or disable automatic rotation of a set of related multi-Region keys, set the property on the primary key.",
    onPage: {
      part: "Description",
      words: "For related multi-Region keys, set it on the primary; it holds for all of them.",
    },
    clauses: ["EnableKeyRotation.multi-region-primary", "EnableKeyRotation.replica", "DisableKeyRotation.replica"],
  },
  {
    text: "You cannot enable or disable automatic rotation of AWS managed keys.",
    onPage: { part: "Description", words: "Nobody can turn the rotation of AWS managed keys on or off" },
    clauses: ["EnableKeyRotation.aws-managed-key", "DisableKeyRotation.aws-managed-key"],
  },
  {
    text: "KMS always rotates the key material of AWS managed keys every year.",
    onPage: { part: "Rules", words: "KMS rotates AWS managed keys every year, always." },
    clauses: ["EnableKeyRotation.aws-managed-every-year", "GetKeyRotationStatus.aws-managed-key"],
  },
  {
    text: "Rotation of AWS owned KMS keys varies.",
    onPage: { part: "Description", words: "The rotation of AWS owned keys varies" },
    excluded: AWS_DECIDES,
  },
  {
    text: "In May 2022, KMS changed the rotation schedule for AWS managed keys from every three years to every year.",
    onPage: {
      part: "Description",
      words: "Until May 2022 it did so every three years (about 1,095 days), since then every year (about 365 days).",
    },
    excluded: "history; the period of today is proved by EnableKeyRotation.aws-managed-every-year",
  },
  {
    text: "New AWS managed keys are automatically rotated one year after they are created, and approximately every year thereafter.",
    onPage: {
      part: "Description",
      words: "A new AWS managed key rotates one year after it is made, and about every year from then on.",
    },
    excluded: `${AWS_DECIDES}, in the time of a run`,
  },
  {
    text: "Existing AWS managed keys are automatically rotated one year after their most recent rotation, and every year thereafter.",
    onPage: {
      part: "Description",
      words: "One that existed before rotates one year after its latest rotation, and every year from then on.",
    },
    excluded: `${AWS_DECIDES}, in the time of a run`,
  },
  {
    text: "The KMS key that you use for this operation must be in a compatible key state.",
    onPage: { part: "Key states", words: "Refused. DisabledException <key ARN> is disabled." },
    clauses: [
      "EnableKeyRotation.disabled-key",
      "EnableKeyRotation.pending-deletion",
      "EnableKeyRotation.pending-import",
      "EnableKeyRotation.creating",
    ],
  },
  {
    text: "Cross-account use: No. You cannot perform this operation on a KMS key in a different AWS account.",
    onPage: { part: "Facts", words: "Cross-account use no" },
    clauses: ["protocol.foreign-account"],
  },
  {
    text: "Required permissions: kms:EnableKeyRotation (key policy).",
    onPage: { part: "Facts", words: "Required permission kms:EnableKeyRotation (key policy)" },
    excluded: "needs a second caller with fewer rights, and the suite has one set of credentials",
  },
  {
    text: "X-Amz-Target, required, with one valid value.",
    onPage: {
      part: "Request headers",
      words:
        "X-Amz-Target string yes Names the operation; upper and lower case count. Valid values: TrentService.EnableKeyRotation",
    },
    clauses: [
      "protocol.unknown-operation",
      "protocol.target-missing",
      "protocol.target-case",
      "protocol.target-prefix",
    ],
  },
  {
    text: "Content-Type, required, default application/json.",
    onPage: { part: "Request headers", words: "Content-Type string yes" },
    clauses: ["protocol.media-type-plain", "protocol.media-type-parameters", "protocol.media-type-foreign"],
  },
  {
    text: "X-Amz-Content-Sha256, X-Amz-Credential, X-Amz-Date, X-Amz-Algorithm, X-Amz-SignedHeaders, X-Amz-Security-Token, X-Amz-Signature: optional.",
    onPage: { part: "Request headers", words: "X-Amz-Signature string no" },
    clauses: ["protocol.client-headers", "client.reads-success"],
  },
  {
    text: "KeyId, String, required.",
    onPage: { part: "Request body", words: "KeyId string yes" },
    clauses: ["EnableKeyRotation.key-id-missing", "constraint.required", "constraint.type"],
  },
  {
    text: "Specify the key ID or key ARN of the KMS key.",
    onPage: { part: "Request body", words: "Key id or key ARN; an alias is refused." },
    clauses: ["EnableKeyRotation.success-is-empty", "EnableKeyRotation.alias-refused"],
  },
  {
    text: "To get the key ID and key ARN for a KMS key, use ListKeys or DescribeKey.",
    onPage: { part: "Request body", words: "ListKeys and DescribeKey tell both forms." },
    clauses: ["EnableKeyRotation.finding-the-key", "ListKeys.own-account"],
  },
];

/** The requirements P1 to P13 of the wire protocol (docs/evidence/wire-protocol.md). */
export const PROTOCOL_REQUIREMENTS: Readonly<Record<`P${number}`, PublishedRequirement>> = {
  P1: { text: "method POST, path /", clauses: ["protocol.method", "protocol.path"] },
  P2: {
    text: "Content-Type of the request, its parameters ignored",
    clauses: ["protocol.media-type-parameters", "protocol.media-type-foreign"],
  },
  P3: {
    text: "X-Amz-Target: service, dot, operation, in the model's case",
    clauses: ["protocol.target-case", "protocol.target-prefix", "protocol.unknown-operation"],
  },
  P4: {
    text: "Content-Length of the request is required",
    excluded: "what AWS answers without it is not recorded, and HTTP clients always send it",
  },
  P5: {
    text: "the body is one JSON object",
    clauses: ["protocol.not-an-object", "protocol.broken-json", "protocol.empty-body"],
  },
  P6: {
    text: "AWS Signature Version 4",
    excluded:
      "no emulator checks signatures, and the texts of KMS itself are partly unknown; every request of the suite is signed",
  },
  P7: { text: "optional headers are accepted", clauses: ["protocol.client-headers"] },
  P8: {
    text: "no output: empty body, status 200, Content-Length 0, Content-Type",
    clauses: ["wire.body-empty", "wire.content-length", "wire.content-type"],
  },
  P9: { text: "clients accept {} there", excluded: "a rule for clients" },
  P10: { text: "x-amzn-RequestId on every response", clauses: ["wire.request-id", "wire.request-id-unique"] },
  P11: { text: "cache headers and Date", clauses: ["wire.no-caching", "wire.date"] },
  P12: { text: "no x-amzn-errortype", clauses: ["wire.no-errortype-header"] },
  P13: { text: "compact JSON", clauses: ["wire.compact"] },
};
