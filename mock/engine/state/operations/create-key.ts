import type { CreateKeyRequest, KeySpec, KeyUsageType } from "../../../../generated/types";
import type { StateDraft } from "../draft";
import type { Key } from "../key";
import { refuseFullAccount } from "../key-quota";
import { fits } from "../key-specs";
import { metadataOf } from "../metadata";
import type { OperationCall, Transitions } from "../operation-call";
import { checkPolicy } from "../permission";
import type { RefuseBy } from "../refuse";
import { withTags } from "../tag-rules";

/** Making keys. */
export const createKeyTransitions = {
  /** A key of any kind, or the reason why AWS would not make it. Defaults documented. */
  CreateKey: (draft, call, { now, ids }, refuse) => {
    const { request, account, region } = call;
    const { spec, usage } = specAndUsageOf(request, refuse);
    const origin = request.Origin ?? "AWS_KMS";
    const multiRegion = request.MultiRegion === true;
    const tags = withTags([], request.Tags ?? [], refuse);
    const policy =
      request.Policy === undefined
        ? undefined
        : checkPolicy(request.Policy, call, request.BypassPolicyLockoutSafetyCheck, refuse);
    if (spec === "SM2" && !region.startsWith("cn-")) refuse("sm2-in-china-only");
    checkStore(draft, call, spec, multiRegion, refuse);
    refuseFullAccount(draft, account, region, refuse);
    const key: Key = {
      account,
      region,
      // Documented form of a multi-Region key's id.
      id: multiRegion ? `mrk-${ids.hex(32)}` : ids.uuid(),
      serial: draft.takeSerial(),
      created: now,
      description: request.Description ?? "",
      spec,
      usage,
      origin,
      manager: "CUSTOMER",
      // Recorded: EXTERNAL begins in PendingImport and is not enabled.
      state: origin === "EXTERNAL" ? "PendingImport" : "Enabled",
      tags,
      materials: origin === "AWS_KMS" ? [{ id: ids.hex(64) }] : [],
      seed: ids.hex(64),
      onDemandCount: 0,
      ...(policy !== undefined && { policy }),
      ...(multiRegion && { multiRegion: { primary: region, replicas: [] } }),
      ...(request.CustomKeyStoreId !== undefined && { storeId: request.CustomKeyStoreId }),
      ...(request.XksKeyId !== undefined && { xksKeyId: request.XksKeyId }),
    };
    draft.putKey(key);
    draft.subject = key;
    return { KeyMetadata: metadataOf(draft, key) };
  },
} satisfies Partial<Transitions>;

function specAndUsageOf(
  request: CreateKeyRequest,
  refuse: RefuseBy<"CreateKey">,
): { spec: KeySpec; usage: KeyUsageType } {
  if (request.KeySpec !== undefined && request.CustomerMasterKeySpec !== undefined) refuse("one-key-spec");
  const spec = request.KeySpec ?? request.CustomerMasterKeySpec ?? "SYMMETRIC_DEFAULT";
  if (request.KeyUsage === undefined && spec !== "SYMMETRIC_DEFAULT") refuse("usage-required");
  const usage = request.KeyUsage ?? "ENCRYPT_DECRYPT";
  if (!fits(spec, usage)) refuse("usage-fits-spec", { keyUsage: usage, keySpec: spec });
  return { spec, usage };
}

function checkStore(
  draft: StateDraft,
  call: OperationCall<"CreateKey">,
  spec: KeySpec,
  multiRegion: boolean,
  refuse: RefuseBy<"CreateKey">,
): void {
  const { CustomKeyStoreId: storeId, XksKeyId: xksKeyId, Origin: origin } = call.request;
  const custom = origin === "AWS_CLOUDHSM" || origin === "EXTERNAL_KEY_STORE";
  if (custom !== (storeId !== undefined)) refuse("store-with-its-origin");
  if ((origin === "EXTERNAL_KEY_STORE") !== (xksKeyId !== undefined)) refuse("store-with-its-origin");
  if (storeId === undefined) return;
  if (spec !== "SYMMETRIC_DEFAULT" || multiRegion) refuse("store-takes-symmetric-keys");
  const store = draft.store(call.account, call.region, storeId);
  if (!store) refuse("unknown-store");
  else if (store.type !== origin) refuse("store-of-another-type");
  else if (store.connection !== "CONNECTED") refuse("store-not-connected");
  if (xksKeyId !== undefined && draft.xksKeyIds(call.account, call.region, storeId).has(xksKeyId))
    refuse("xks-key-in-use");
}
