import type { SharedRefusals } from "../../../generated/rules";
import type { KeyLastUsageTrackingOperation, KeyUsageType } from "../../../generated/types";
import { keyArn } from "./arn";
import type { StateDraft } from "./draft";
import { refuseDryRun } from "./dry-run";
import type { Key, Material } from "./key";
import { shownMaterialId } from "./key-material";
import { refuseStates } from "./key-state-rules";
import { recordUsage } from "./key-usage";
import type { OperationCall } from "./operation-call";
import type { Refuse } from "./refuse";
import type { TransitionContext } from "./transition-context";

/** The rules of the states in which key material cannot be used. */
type StateRules = "disabled-key" | "pending-deletion" | "pending-import" | "creating" | "unavailable";

/** What the operations that use key material refuse a key by: `cryptographic-use` in `openapi/rules/cryptography.yaml`. */
export type RefuseUse = Refuse<Pick<SharedRefusals, "key-usage" | StateRules>>;

/** A key that an operation has used, and which of its materials. */
export interface UsedKey {
  readonly key: Key;
  readonly material: Material;
}

/**
 * Refuses a key that the operation cannot use: for its usage, then for its state (measured:
 * docs/evidence/cryptography.md#key-usage).
 * @param name the operation's name in the text, where the usage of one of two keys is meant (`ReEncryptTo`).
 */
export function refuseUse(
  draft: StateDraft,
  call: OperationCall,
  key: Key,
  usage: KeyUsageType,
  refuse: RefuseUse,
  name: string = call.operation,
): void {
  if (key.usage !== usage) refuse("key-usage", { keyArn: keyArn(key), keyUsage: key.usage, operation: name });
  refuseStates(draft, key, refuse, "disabled-key", "pending-deletion", "pending-import", "creating", "unavailable");
}

/** Refuses an algorithm that is none of those that the key has. */
export function refuseAlgorithm<Algorithm extends string>(
  { spec }: Key,
  algorithm: Algorithm,
  those: readonly Algorithm[] | undefined,
  refuse: Refuse<Pick<SharedRefusals, "algorithm-of-key-spec">>,
): void {
  if (!those?.includes(algorithm)) refuse.always("algorithm-of-key-spec", { algorithm, keySpec: spec });
}

/**
 * The end of every operation that uses key material, when its result is there: a dry run is refused, and what monitoring
 * shows of the use is noted, and that each key was used now. A change of the state by a successful use belongs here.
 */
export function completeUse(
  draft: StateDraft,
  call: OperationCall<KeyLastUsageTrackingOperation>,
  used: readonly UsedKey[],
  context: TransitionContext,
  refuse: Refuse<Pick<SharedRefusals, "dry-run">>,
): void {
  refuseDryRun(call, refuse);
  for (const { key } of used) recordUsage(draft, call, key, context);
  const [first, second] = used;
  if (!first) return;
  // Of a source and a destination the record is about both, the source first.
  if (second) draft.subject = first.key;
  const data: Record<string, string> = {};
  note(data, second ? "sourceKeyMaterialId" : "keyMaterialId", idOf(first));
  if (second) note(data, "destinationKeyMaterialId", idOf(second));
  if (second) draft.use = { data, otherKey: second.key };
  else if (data.keyMaterialId !== undefined) draft.use = { data };
}

function note(data: Record<string, string>, name: string, id: string | undefined): void {
  if (id !== undefined) data[name] = id;
}

function idOf({ key, material }: UsedKey): string | undefined {
  return shownMaterialId(key, material);
}

/**
 * Names a material in an answer, in a member that is not there where the material is not shown. The answer itself is changed: a
 * spread of it would cost as much as the cipher.
 */
export function withMaterial<Answer extends object, Name extends string>(
  answer: Answer,
  name: Name,
  used: UsedKey,
): Answer & { readonly [Member in Name]?: string } {
  const id = idOf(used);
  if (id !== undefined) (answer as Record<string, unknown>)[name] = id;
  return answer;
}
