import { aliasArn, keyArn } from "../arn";
import type { StateDraft } from "../draft";
import type { Key } from "../key";
import { metadataOf } from "../metadata";
import type { OperationCall, Transitions } from "../operation-call";
import { pageOf } from "../paging";
import { resolveKeyByAnyName } from "../resolve-key";
import { schedule } from "../rotate";
import type { TransitionContext } from "../transition-context";

/** Looking at one key and at all. */
export const describeListTransitions = {
  /** Works in every key state, with an alias, and over accounts where the key policy allows it (documented). */
  DescribeKey: (draft, call, context, refuse) => {
    giveAwsAliasItsKey(draft, call, context);
    const key = resolveKeyByAnyName(draft, call, call.request.KeyId, refuse);
    return { KeyMetadata: metadataOf(draft, key) };
  },

  /** The keys of the account and Region, by KeyId (recorded). */
  ListKeys: (draft, call, _context, refuse) => {
    const { account, region, request } = call;
    // Documented: keys of other accounts are listed only where they are shared, and none is here.
    if (request.ResourceOwners && !request.ResourceOwners.includes("SELF")) return { Keys: [], Truncated: false };
    const list = {
      scope: `${account}/${region}`,
      read: (after: string, most: number) => draft.keysAfter(account, region, after, most),
      positionOf: (key: Key) => key.id,
    };
    const { items, more } = pageOf(call, list, refuse);
    return { Keys: items.map((key) => ({ KeyArn: keyArn(key), KeyId: key.id })), ...more };
  },
} satisfies Partial<Transitions>;

/**
 * Documented: the first use of an alias that AWS has made beforehand gives it an AWS managed key. Such a key rotates every
 * year, from one year after it was made.
 */
function giveAwsAliasItsKey(
  draft: StateDraft,
  call: OperationCall<"DescribeKey">,
  { now, ids }: TransitionContext,
): void {
  const { account, region } = call;
  const sent = call.request.KeyId;
  if (!sent.includes("alias/aws/")) return;
  const prefix = aliasArn(account, region, "");
  const name = sent.startsWith(prefix) ? sent.slice(prefix.length) : sent;
  const alias = draft.alias(account, region, name);
  if (!alias || alias.target !== undefined) return;
  const service = name.slice("alias/aws/".length);
  const key: Key = {
    account,
    region,
    id: ids.uuid(),
    serial: draft.takeSerial(),
    created: now,
    description: `Default key that protects my ${service} data when no other key is defined`,
    spec: "SYMMETRIC_DEFAULT",
    usage: "ENCRYPT_DECRYPT",
    origin: "AWS_KMS",
    manager: "AWS",
    state: "Enabled",
    tags: [],
    materials: [{ id: ids.hex(64) }],
    onDemandCount: 0,
    rotation: schedule(365, now),
  };
  draft.putKey(key);
  const serial = alias.serial === 0 ? draft.takeSerial() : alias.serial;
  draft.putAlias({ ...alias, serial, target: key.id, created: now, updated: now });
}
