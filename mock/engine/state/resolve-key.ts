import type { SharedRefusals } from "../../../generated/rules";
import { partitionOf } from "../locality";
import { aliasArn, KEY_ID, type KmsArn, keyArn, parseArn } from "./arn";
import type { StateDraft } from "./draft";
import { checkGrantTokens } from "./grants/check-grant-tokens";
import type { Key, KeyRef } from "./key";
import type { OperationCall } from "./operation-call";
import { type Access, type AccessRule, authoriseBy } from "./permission";
import type { Refuse } from "./refuse";

/** The rules of every way to name a key (`openapi/rules/finding-keys.yaml`), and `permission`, which every operation has. */
type NameRules = "unknown-key" | "malformed-key-id" | "arn-of-another-region" | "malformed-arn" | "permission";

/** What finds a key refuses by these rules, and by more where the operation has them. */
type RefuseName<More extends keyof SharedRefusals> = Refuse<Pick<SharedRefusals, NameRules | More>>;

type RefuseAny = RefuseName<
  "alias-refused" | "unknown-alias" | "other-account" | "aws-managed-key" | "permission-to" | "invalid-grant-token"
>;

/** Which rules an operation has, besides {@link NameRules}: the functions below ask for them by type. */
interface KeyUse {
  readonly takesAlias: boolean;
  /** The rule for a key whose policy does not give the action, and the one for an AWS managed key. */
  readonly denied: AccessRule;
  readonly managed: AccessRule;
}

const BY_KEY_ID: KeyUse = { takesAlias: false, denied: "permission", managed: "permission" };
const NOT_OF_AWS: KeyUse = { takesAlias: false, denied: "permission", managed: "aws-managed-key" };
const BY_ANY_NAME: KeyUse = { takesAlias: true, denied: "permission", managed: "permission" };
const DESTINATION: KeyUse = { takesAlias: true, denied: "permission-to", managed: "permission-to" };

/**
 * Finds the key that a request names by key id or key ARN, and checks that the caller may do this to it: first the form of
 * the name, then whether the key is there, then permission (docs/evidence/rotation.md#order-of-refusals).
 * @param access what is done to this key, where the operation does different things to several.
 * @throws ModeledError as each rule says.
 */
export function resolveKey(
  draft: StateDraft,
  call: OperationCall,
  keyId: string,
  refuse: RefuseName<"alias-refused" | "other-account">,
  access?: Access,
): Key {
  return resolve(draft, call, keyId, refuse as RefuseAny, BY_KEY_ID, access);
}

/** As {@link resolveKey}, on an operation that has a rule of its own for AWS managed keys. */
export function resolveOwnKey(
  draft: StateDraft,
  call: OperationCall,
  keyId: string,
  refuse: RefuseName<"alias-refused" | "other-account" | "aws-managed-key">,
  access?: Access,
): Key {
  return resolve(draft, call, keyId, refuse as RefuseAny, NOT_OF_AWS, access);
}

/** As {@link resolveKey}, on an operation that reaches keys of other accounts. */
export function resolveKeyOfAnyAccount(
  draft: StateDraft,
  call: OperationCall,
  keyId: string,
  refuse: RefuseName<"alias-refused">,
  access?: Access,
): Key {
  return resolve(draft, call, keyId, refuse as RefuseAny, BY_KEY_ID, access);
}

/** As {@link resolveKeyOfAnyAccount}, by an alias too. */
export function resolveKeyByAnyName(
  draft: StateDraft,
  call: OperationCall,
  keyId: string,
  refuse: RefuseName<"unknown-alias">,
  access?: Access,
): Key {
  return resolve(draft, call, keyId, refuse as RefuseAny, BY_ANY_NAME, access);
}

/**
 * As {@link resolveKeyByAnyName}, of the key that ReEncrypt encrypts under: it needs another permission.
 * @param context the encryption context of the destination.
 */
export function resolveDestinationKey(
  draft: StateDraft,
  call: OperationCall,
  keyId: string,
  context: Access["context"],
  refuse: RefuseName<"unknown-alias" | "permission-to">,
): Key {
  return resolve(draft, call, keyId, refuse as RefuseAny, DESTINATION, { action: "kms:ReEncryptTo", context });
}

/** As {@link resolveKey}, without asking who may: what the caller may is decided by something else than the key. */
export function findKey(
  draft: StateDraft,
  call: OperationCall,
  keyId: string,
  refuse: Refuse<Pick<SharedRefusals, Exclude<NameRules, "permission"> | "alias-refused">>,
): Key {
  return find(draft, call, keyId, refuse as RefuseAny, BY_KEY_ID);
}

function resolve(
  draft: StateDraft,
  call: OperationCall,
  keyId: string,
  refuse: RefuseAny,
  use: KeyUse,
  access: Access | undefined,
): Key {
  const key = find(draft, call, keyId, refuse, use);
  checkGrantTokens(draft, call, refuse);
  authoriseBy(draft, call, key, refuse, key.manager === "AWS" ? use.managed : use.denied, access);
  return key;
}

function find(draft: StateDraft, call: OperationCall, keyId: string, refuse: RefuseAny, use: KeyUse): Key {
  const ref = refOf(draft, call, keyId, refuse, use);
  // Recorded: the id is shown as an ARN also where a bare id was sent (docs/evidence/finding-keys.md#unknown-key).
  const key = draft.key(ref.account, ref.region, ref.id) ?? refuse.always("unknown-key", { keyArn: keyArn(ref) });
  draft.subject = key;
  return key;
}

function refOf(draft: StateDraft, call: OperationCall, keyId: string, refuse: RefuseAny, use: KeyUse): KeyRef {
  const { account, region } = call;
  if (keyId.startsWith("alias/")) return byAlias(draft, account, region, keyId, refuse, use);
  if (!keyId.startsWith("arn:")) return { account, region, id: wellFormed(keyId, keyId, refuse) };
  const arn = parseArn(keyId) ?? refuse.always("malformed-arn", { keyId });
  const isAlias = arn.resource.startsWith("alias/");
  if (isAlias && !use.takesAlias) refuse.always("alias-refused");
  checkRegion(arn, keyId, region, refuse);
  if (isAlias) return byAlias(draft, arn.account, arn.region, arn.resource, refuse, use);
  return { account: arn.account, region: arn.region, id: wellFormed(arn.resource.slice("key/".length), keyId, refuse) };
}

function byAlias(
  draft: StateDraft,
  account: string,
  region: string,
  name: string,
  refuse: RefuseAny,
  use: KeyUse,
): KeyRef {
  if (!use.takesAlias) return refuse.always("alias-refused");
  const id = draft.alias(account, region, name)?.target;
  return id === undefined
    ? refuse.always("unknown-alias", { aliasArn: aliasArn(account, region, name) })
    : { account, region, id };
}

function checkRegion(arn: KmsArn, keyId: string, region: string, refuse: RefuseAny): void {
  if (arn.region !== region) refuse.always("arn-of-another-region", { regionOfArn: arn.region });
  if (arn.partition !== partitionOf(region)) refuse.always("malformed-arn", { keyId });
}

/** Recorded: the id is quoted as it was sent (docs/evidence/finding-keys.md#malformed-key-id). */
function wellFormed(id: string, asSent: string, refuse: RefuseAny): string {
  if (!KEY_ID.test(id)) refuse.always("malformed-key-id", { keyId: asSent });
  return id;
}
