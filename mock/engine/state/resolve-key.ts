import { partitionOf } from "../locality";
import { aliasArn, KEY_ID, type KmsArn, keyArn, parseArn } from "./arn";
import type { StateDraft } from "./draft";
import type { Key, KeyRef } from "./key";
import { ModeledError } from "./modeled-error";
import type { OperationCall } from "./operation-call";
import { authorise } from "./permission";

/** What an operation takes to name a key. */
export interface KeyLookup {
  /** How it takes an alias: as the key; or not, with one of two errors. */
  readonly alias: "accepted" | "InvalidArnException" | "ValidationException";
  /** Whether a key of another account can be reached, where its policy allows it (documented for each operation). */
  readonly otherAccounts: boolean;
}

/** Most operations: a key id or key ARN of the own account. */
const KEY_ONLY: KeyLookup = { alias: "InvalidArnException", otherAccounts: false };

/**
 * Finds the key that a request names and checks that the caller may do this to it, in the order decided in kms.md 5.1:
 * form of the name, then existence, then authorisation.
 * @throws Fault as each step says.
 */
export function resolveKey(draft: StateDraft, call: OperationCall, keyId: string, finding: KeyLookup = KEY_ONLY): Key {
  const ref = locate(draft, call, keyId, finding);
  const key = draft.key(ref.account, ref.region, ref.id);
  // Recorded: the id is shown as an ARN also where a bare id was sent (emulators.md 3.1 rows 2 and 11).
  if (!key) throw new ModeledError("NotFoundException", `Key '${keyArn(ref)}' does not exist`);
  draft.subject = key;
  authorise(call, key, finding.otherAccounts);
  return key;
}

function locate(draft: StateDraft, call: OperationCall, keyId: string, finding: KeyLookup): KeyRef {
  const { account, region } = call;
  if (keyId.startsWith("alias/")) return byAlias(draft, account, region, keyId, finding);
  if (!keyId.startsWith("arn:")) return { account, region, id: wellFormed(keyId, keyId) };
  const arn = parseArn(keyId);
  // Model: InvalidArnException is listed; its text is not known.
  if (!arn) throw new ModeledError("InvalidArnException");
  if (arn.resource.startsWith("alias/") && finding.alias !== "accepted") refuseAlias(finding.alias);
  checkRegion(arn, region);
  return arn.resource.startsWith("alias/")
    ? byAlias(draft, arn.account, arn.region, arn.resource, finding)
    : { account: arn.account, region: arn.region, id: wellFormed(arn.resource.slice("key/".length), keyId) };
}

function checkRegion(arn: KmsArn, region: string): void {
  // Recorded: emulators.md 3.1 row 12, 3.3 item 12.
  if (arn.region !== region) throw new ModeledError("NotFoundException", `Invalid arn ${arn.region}`);
  if (arn.partition !== partitionOf(region)) throw new ModeledError("InvalidArnException");
}

function byAlias(draft: StateDraft, account: string, region: string, name: string, finding: KeyLookup): KeyRef {
  if (finding.alias !== "accepted") refuseAlias(finding.alias);
  const id = draft.alias(account, region, name)?.target;
  // Recorded on DescribeKey: cloudposse/docs#152.
  if (id === undefined)
    throw new ModeledError("NotFoundException", `Alias ${aliasArn(account, region, name)} is not found.`);
  return { account, region, id };
}

function refuseAlias(type: "InvalidArnException" | "ValidationException"): never {
  // Recorded on sister operations: emulators.md 3.3 item 6. The model of CreateAlias and UpdateAlias lists no
  // InvalidArnException, so their refusal is inferred and has no known text.
  throw new ModeledError(
    type,
    type === "InvalidArnException" ? "Key Aliases are not supported for this operation." : undefined,
  );
}

/** Recorded: emulators.md 3.1 row 10. The id is quoted as it was sent. */
function wellFormed(id: string, asSent: string): string {
  if (!KEY_ID.test(id)) throw new ModeledError("NotFoundException", `Invalid keyId '${asSent}'`);
  return id;
}
