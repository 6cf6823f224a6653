import type { CreateKeyRequest, KeySpec, KeyUsageType } from "../../../../generated/types";
import type { StateDraft } from "../draft";
import type { Key } from "../key";
import { fits } from "../key-specs";
import { metadataOf } from "../metadata";
import { ModeledError } from "../modeled-error";
import type { Transition } from "../operation-call";
import { checkLockout } from "../permission";
import { withTags } from "../tag-rules";

/** CreateKey: a key of any kind, or the reason why AWS would not make it. Defaults documented. */
export const createKey: Transition<"CreateKey"> = (draft, call, { now, ids }) => {
  const { request, account, region } = call;
  const { spec, usage } = kindOf(request);
  const origin = request.Origin ?? "AWS_KMS";
  const multiRegion = request.MultiRegion === true;
  const tags = withTags([], request.Tags ?? []);
  if (request.Policy !== undefined) checkLockout(request.Policy, call, request.BypassPolicyLockoutSafetyCheck);
  // Documented: SM2 in the China Regions only. The error is inferred.
  if (spec === "SM2" && !region.startsWith("cn-")) throw new ModeledError("UnsupportedOperationException");
  checkStore(draft, call, spec, multiRegion);
  const key: Key = {
    account,
    region,
    // Documented form of a multi-Region key's id: kms.md 2.4.
    id: multiRegion ? `mrk-${ids.hex(32)}` : ids.uuid(),
    serial: draft.takeSerial(),
    created: now,
    description: request.Description ?? "",
    spec,
    usage,
    origin,
    manager: "CUSTOMER",
    // Recorded: EXTERNAL begins in PendingImport and is not enabled (emulators.md 3.1).
    state: origin === "EXTERNAL" ? "PendingImport" : "Enabled",
    tags,
    materials: origin === "AWS_KMS" ? [{ id: ids.hex(64) }] : [],
    onDemandCount: 0,
    ...(request.Policy !== undefined && { policy: request.Policy }),
    ...(multiRegion && { multiRegion: { primary: region, replicas: [] } }),
    ...(request.CustomKeyStoreId !== undefined && { storeId: request.CustomKeyStoreId }),
    ...(request.XksKeyId !== undefined && { xksKeyId: request.XksKeyId }),
  };
  draft.putKey(key);
  draft.subject = key;
  return { KeyMetadata: metadataOf(draft, key) };
};

function kindOf(request: CreateKeyRequest): { spec: KeySpec; usage: KeyUsageType } {
  // Inferred: the deprecated member and its successor are alternatives.
  if (request.KeySpec !== undefined && request.CustomerMasterKeySpec !== undefined) {
    throw new ModeledError(
      "ValidationException",
      "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.",
    );
  }
  const spec = request.KeySpec ?? request.CustomerMasterKeySpec ?? "SYMMETRIC_DEFAULT";
  // Recorded: emulators.md 3.1 rows 14 and 26.
  if (request.KeyUsage === undefined && spec !== "SYMMETRIC_DEFAULT") {
    throw new ModeledError(
      "ValidationException",
      "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    );
  }
  const usage = request.KeyUsage ?? "ENCRYPT_DECRYPT";
  if (!fits(spec, usage)) {
    throw new ModeledError("ValidationException", `KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  }
  return { spec, usage };
}

/** The rules of custom key stores: documented in the model's text of Origin, CustomKeyStoreId and XksKeyId; texts not known. */
function checkStore(
  draft: StateDraft,
  call: Parameters<typeof createKey>[1],
  spec: KeySpec,
  multiRegion: boolean,
): void {
  const { CustomKeyStoreId: storeId, XksKeyId: xksKeyId, Origin: origin } = call.request;
  const custom = origin === "AWS_CLOUDHSM" || origin === "EXTERNAL_KEY_STORE";
  // An external key belongs to one kind of store, a store to one kind of origin: which error is inferred.
  if (custom !== (storeId !== undefined)) throw new ModeledError("ValidationException");
  if ((origin === "EXTERNAL_KEY_STORE") !== (xksKeyId !== undefined)) throw new ModeledError("ValidationException");
  if (storeId === undefined) return;
  // Documented: symmetric encryption keys of one Region only.
  if (spec !== "SYMMETRIC_DEFAULT" || multiRegion) throw new ModeledError("UnsupportedOperationException");
  const store = draft.store(call.account, call.region, storeId);
  if (!store) throw new ModeledError("CustomKeyStoreNotFoundException");
  if (store.type !== origin) throw new ModeledError("UnsupportedOperationException");
  if (!store.connected) throw new ModeledError("CustomKeyStoreInvalidStateException");
  if (xksKeyId !== undefined && draft.xksKeyIds(call.account, call.region, storeId).has(xksKeyId)) {
    throw new ModeledError("XksKeyAlreadyInUseException");
  }
}
