/** A requirement of a published text, and the clauses that prove it, or the reason why nothing does. */
export type PublishedRequirement = { readonly text: string } & (
  | { readonly clauses: readonly string[] }
  | { readonly excluded: string }
);

const AWS_DECIDES = "AWS decides this inside its own services; no call of this API shows it";

/** Each sentence of the EnableKeyRotation reference page (May 2022 to April 2024), in its order. */
export const SENTENCES: readonly PublishedRequirement[] = [
  {
    text: "Enables automatic rotation of the key material of the specified symmetric encryption KMS key.",
    clauses: ["EnableKeyRotation.success-is-empty", "GetKeyRotationStatus.rotation-on"],
  },
  {
    text: "KMS rotates the key material one year (approximately 365 days) from the enable date and every year thereafter.",
    clauses: ["EnableKeyRotation.first-rotation", "EnableKeyRotation.period-default"],
  },
  {
    text: "You can monitor rotation of the key material for your KMS keys in CloudTrail and Amazon CloudWatch.",
    excluded:
      "CloudTrail and CloudWatch are other services with other endpoints; test/state/monitoring.test.ts proves it for the mock",
  },
  {
    text: "To disable rotation of the key material in a customer managed KMS key, use the DisableKeyRotation operation.",
    clauses: ["EnableKeyRotation.turn-off", "DisableKeyRotation.turns-off"],
  },
  {
    text: "Automatic key rotation is supported only on symmetric encryption KMS keys.",
    clauses: ["EnableKeyRotation.symmetric-only"],
  },
  {
    text: "You cannot enable automatic rotation of asymmetric KMS keys.",
    clauses: ["EnableKeyRotation.asymmetric-key"],
  },
  { text: "You cannot enable automatic rotation of HMAC KMS keys.", clauses: ["EnableKeyRotation.hmac-key"] },
  {
    text: "You cannot enable automatic rotation of KMS keys with imported key material.",
    clauses: ["EnableKeyRotation.imported-key-material"],
  },
  {
    text: "You cannot enable automatic rotation of KMS keys in a custom key store.",
    excluded:
      "no operation of the document makes a custom key store; test/state/rotation.test.ts proves it for the mock",
  },
  {
    text: "To enable or disable automatic rotation of a set of related multi-Region keys, set the property on the primary key.",
    clauses: ["EnableKeyRotation.multi-region-primary", "EnableKeyRotation.replica", "DisableKeyRotation.replica"],
  },
  {
    text: "You cannot enable or disable automatic rotation of AWS managed keys.",
    clauses: ["EnableKeyRotation.aws-managed-key", "DisableKeyRotation.aws-managed-key"],
  },
  {
    text: "KMS always rotates the key material of AWS managed keys every year.",
    clauses: ["EnableKeyRotation.aws-managed-every-year", "GetKeyRotationStatus.aws-managed-key"],
  },
  { text: "Rotation of AWS owned KMS keys varies.", excluded: AWS_DECIDES },
  {
    text: "In May 2022, KMS changed the rotation schedule for AWS managed keys from every three years to every year.",
    excluded: "history; the period of today is proved by EnableKeyRotation.aws-managed-every-year",
  },
  {
    text: "New AWS managed keys are automatically rotated one year after they are created, and approximately every year thereafter.",
    excluded: `${AWS_DECIDES}, in the time of a run`,
  },
  {
    text: "Existing AWS managed keys are automatically rotated one year after their most recent rotation, and every year thereafter.",
    excluded: `${AWS_DECIDES}, in the time of a run`,
  },
  {
    text: "The KMS key that you use for this operation must be in a compatible key state.",
    clauses: [
      "EnableKeyRotation.disabled-key",
      "EnableKeyRotation.pending-deletion",
      "EnableKeyRotation.pending-import",
      "EnableKeyRotation.creating",
    ],
  },
  {
    text: "Cross-account use: No. You cannot perform this operation on a KMS key in a different AWS account.",
    clauses: ["protocol.foreign-account"],
  },
  {
    text: "Required permissions: kms:EnableKeyRotation (key policy).",
    excluded: "needs a second caller with fewer rights, and the suite has one set of credentials",
  },
  {
    text: "X-Amz-Target, required, with one valid value.",
    clauses: [
      "protocol.unknown-operation",
      "protocol.target-missing",
      "protocol.target-case",
      "protocol.target-prefix",
    ],
  },
  {
    text: "Content-Type, required, default application/json.",
    clauses: ["protocol.media-type-plain", "protocol.media-type-parameters", "protocol.media-type-foreign"],
  },
  {
    text: "X-Amz-Content-Sha256, X-Amz-Credential, X-Amz-Date, X-Amz-Algorithm, X-Amz-SignedHeaders, X-Amz-Security-Token, X-Amz-Signature: optional.",
    clauses: ["protocol.client-headers", "client.reads-success"],
  },
  {
    text: "KeyId, String, required.",
    clauses: ["EnableKeyRotation.key-id-missing", "constraint.required", "constraint.type"],
  },
  {
    text: "Specify the key ID or key ARN of the KMS key.",
    clauses: ["EnableKeyRotation.success-is-empty", "EnableKeyRotation.alias-refused"],
  },
  {
    text: "To get the key ID and key ARN for a KMS key, use ListKeys or DescribeKey.",
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
