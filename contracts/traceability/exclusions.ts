/** Why no case proves something, by the pattern of its name. The first that fits counts. */
interface Exclusion {
  readonly what: RegExp;
  readonly reason: string;
}

const STORE =
  "no operation of the document makes a custom key store, so no provider state can be built through the API";
const IMPORT = "no operation of the document imports key material";
const CALLER = "needs a second caller, or a second account, which a suite with one set of credentials has not";
const TIME = "happens inside the service, at a time that no call shows";

/** Rules of operations (`Operation.rule`) that no case proves. */
export const RULE_EXCLUSIONS: readonly Exclusion[] = [
  { what: /\.custom-key-store(\.text)?$|\.unavailable$/, reason: STORE },
  { what: /\.permission(-in-the-replica-region)?(\.text)?$|\.other-account$/, reason: CALLER },
  {
    what: /\.eventual-consistency$/,
    reason: "allows a delay, and demands nothing: on the live service the suite waits for it",
  },
  {
    what: /\.monitor-(cloudtrail|cloudwatch)$/,
    reason: "other services with other endpoints; test/state/monitoring.test.ts proves it for the mock",
  },
  { what: /\.aws-(owned-keys|managed-since-may-2022|managed-new-keys|managed-existing-keys)$/, reason: TIME },
  { what: /\.no-pending-material(\.text)?$/, reason: IMPORT },
  {
    what: /DisableKeyRotation\.not-symmetric(\.text)?$/,
    reason: "the documentation and an observation disagree (kms.md 5.5): a case takes either answer",
  },
  { what: /UpdateAlias\.pending-deletion(\.text)?$/, reason: "inferred only; the same rule is proved on CreateAlias" },
  { what: /ListAliases\.limit$/, reason: "whether more than 100 is refused is not known (kms.md section 8)" },
];

/** Declared errors (`Operation Error`) that no case provokes. */
export const ERROR_EXCLUSIONS: readonly Exclusion[] = [
  {
    what: /(DependencyTimeout|KMSInternal)Exception|InternalFailure/,
    reason: "a fault of the service, which a client cannot provoke",
  },
  { what: /ThrottlingException/, reason: "provoking it would mean to overload the target" },
  {
    what: /(MissingAuthenticationToken|IncompleteSignature|InvalidSignature|UnrecognizedClient|ExpiredToken)Exception/,
    reason: "no emulator checks signatures; see P6",
  },
  { what: /(CustomKeyStore|CloudHsm|Xks)\w+/, reason: STORE },
  {
    what: /LimitExceededException/,
    reason:
      "an account's quota, which a test must not use up; of RotateKeyOnDemand it is proved where the target has a clock",
  },
  { what: /AccessDeniedException/, reason: CALLER },
  {
    what: /RequestEntityTooLargeException/,
    reason: "the limit is not recorded; any refusal of a body far beyond the model's limits is taken",
  },
  {
    what: /UnknownOperationException/,
    reason:
      "declared for each operation because its target may be misspelt: proved once, by protocol.unknown-operation",
  },
  {
    what: /UpdateKeyDescription KMSInvalidState|UpdateAlias KMSInvalidState|DeleteAlias KMSInvalidState|GetKeyPolicy KMSInvalidState|PutKeyPolicy KMSInvalidState|GetKeyRotationStatus KMSInvalidState|ListKeyRotations KMSInvalidState/,
    reason: "declared by the model; no state in which AWS says so here is documented",
  },
  {
    what: /CreateKey InvalidArnException|CreateKey UnsupportedOperationException|PutKeyPolicy UnsupportedOperationException/,
    reason: "declared by the model; when AWS says so is not documented for what these operations take",
  },
  {
    what: /ReplicateKey MalformedPolicyDocumentException/,
    reason: "the policy rules are the same for each operation: proved on CreateKey and PutKeyPolicy",
  },
  { what: /UntagResource TagException/, reason: "declared by the model; removing a reserved tag is not documented" },
  {
    what: /CreateAlias InvalidAliasNameException/,
    reason: "which error AWS gives for a reserved name is not recorded: any refusal is taken",
  },
  {
    what: /RotateKeyOnDemand ConflictException/,
    reason: "proved where the target has a clock that can be moved (RotateKeyOnDemand.automatic-rotation-near)",
  },
  {
    what: /(CreateAlias|UpdateAlias) InvalidArnException/,
    reason: "declared by the model; when AWS says so is not documented for what these operations take",
  },
];

/** The reason why something is not proved; undefined where there is none, which is a gap. */
export function excluded(name: string, exclusions: readonly Exclusion[]): string | undefined {
  return exclusions.find(({ what }) => what.test(name))?.reason;
}
