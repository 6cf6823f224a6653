import { aliasArn, keyArn } from "../arn";
import type { StateDraft } from "../draft";
import type { Alias, Key } from "../key";
import { metadataOf } from "../metadata";
import type { OperationCall, Transition } from "../operation-call";
import { pageOf } from "../paging";
import { resolveKey } from "../resolve-key";
import { schedule } from "../rotate";
import type { Context } from "../transition-context";

/** DescribeKey: works in every key state, with an alias, and over accounts where the key policy allows it (documented). */
export const describeKey: Transition<"DescribeKey"> = (draft, call, context) => {
  wakeAwsAlias(draft, call, context);
  const key = resolveKey(draft, call, call.request.KeyId, { alias: "accepted", otherAccounts: true });
  return { KeyMetadata: metadataOf(draft, key) };
};

/** ListKeys: the keys of the account and Region, oldest first (the order is ours: AWS promises none). */
export const listKeys: Transition<"ListKeys"> = (draft, { account, region, request }) => {
  // Documented: keys of other accounts are listed only where they are shared, and none is here.
  if (request.ResourceOwners && !request.ResourceOwners.includes("SELF")) return { Keys: [], Truncated: false };
  const { items, more } = pageOf(
    `ListKeys/${account}/${region}`,
    request,
    { usual: 100, most: 1000 },
    (after, most) => draft.keysAfter(account, region, after, most),
    (key) => key.serial,
  );
  return { Keys: items.map((key) => ({ KeyArn: keyArn(key), KeyId: key.id })), ...more };
};

/**
 * Documented: the first use of an alias that AWS has made beforehand gives it an AWS managed key. Such a key rotates every
 * year, from one year after it was made.
 */
function wakeAwsAlias(draft: StateDraft, call: OperationCall<"DescribeKey">, { now, ids }: Context): void {
  const { account, region } = call;
  const sent = call.request.KeyId;
  if (!sent.includes("alias/aws/")) return;
  const name = sent.startsWith(aliasArn(account, region, "")) ? sent.slice(aliasArn(account, region, "").length) : sent;
  const alias: Alias | undefined = draft.alias(account, region, name);
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
  draft.putAlias({ ...alias, target: key.id, created: now, updated: now });
}
