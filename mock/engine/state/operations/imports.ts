import type { RefusingRules, SharedRefusals } from "../../../../generated/rules";
import type { ImportKeyMaterialRequest } from "../../../../generated/types";
import { fromBase64, toBase64 } from "../../cryptography/bytes";
import { makeImportToken, readImportToken, TOKEN_RANDOM, type TokenKey } from "../../cryptography/import-token";
import { hasWrappedLength, unwrapMaterial } from "../../cryptography/unwrap-material";
import { keyArn } from "../arn";
import { putImported, putWithout } from "../imported-materials";
import { DAY, isReplica, type Key, latestMaterial, type Material } from "../key";
import { isSymmetric, refuseStates } from "../key-state-rules";
import { knownMaterial } from "../known-material";
import { importedBytes, materialIdOf } from "../material-forms";
import { seconds } from "../metadata";
import type { OperationCall, Transitions } from "../operation-call";
import type { Refuse, RefuseBy } from "../refuse";
import { resolveKey } from "../resolve-key";
import { cryptographyOf, type TransitionContext, wrappingKeysOf } from "../transition-context";
import { canWrap, rsaWrapping } from "../wrapping-rules";

/** How long import parameters are valid (documented), and how far ahead imported material may expire (documented). */
const PARAMETERS_LAST = DAY;
const LONGEST_LIFE = 365 * DAY;

/** Key material from outside. The facts and the order of checks: docs/evidence/imports.md. */
export const importTransitions = {
  /** The private wrapping key is in the token, which only this key's import can open. */
  GetParametersForImport: (draft, call, context, refuse) => {
    const { KeyId, WrappingAlgorithm, WrappingKeySpec } = call.request;
    const key = resolveKey(draft, call, KeyId, refuse);
    refuseNotExternal(key, refuse);
    refuseStates(draft, key, refuse, "pending-deletion", "creating", "updating");
    if (WrappingAlgorithm === "RSAES_PKCS1_V1_5") refuse.always("pkcs1-retired");
    const wrapping = rsaWrapping(WrappingAlgorithm, WrappingKeySpec) ?? refuse.always("sm2-in-china-only");
    if (!canWrap(key.spec, wrapping))
      refuse("wrapping-fits-key", {
        wrappingAlgorithm: WrappingAlgorithm,
        wrappingKeySpec: WrappingKeySpec,
        keySpec: key.spec,
      });
    const cryptography = cryptographyOf(context);
    const { publicKey, privateKey } = wrappingKeysOf(context).pair(cryptography, wrapping.spec);
    const expires = context.now + PARAMETERS_LAST;
    const parameters = { ...wrapping, expires, privateKey };
    const token = makeImportToken(cryptography, tokenKeyOf(key), parameters, context.ids.bytes(TOKEN_RANDOM));
    return {
      KeyId: keyArn(key),
      ImportToken: toBase64(token),
      PublicKey: toBase64(publicKey),
      ParametersValidTo: seconds(expires),
    };
  },

  /** The order of checks is our choice: the key, its state, the members, the token, the material. */
  ImportKeyMaterial: (draft, call, context, refuse) => {
    const { request } = call;
    const key = resolveKey(draft, call, request.KeyId, refuse);
    refuseNotExternal(key, refuse);
    refuseStates(draft, key, refuse, "pending-deletion", "creating");
    const validTo = validToOf(request, context.now, refuse);
    const isNew = isNewMaterial(key, request, refuse);
    const bytes = unwrap(call, key, context, refuse);
    const computed = materialIdOf(cryptographyOf(context), key.id, bytes);
    const known = knownMaterial(cryptographyOf(context), key, computed, bytes);
    const id = known?.id ?? computed;
    if (isNew) refuseAsNew(key, id, known, refuse);
    else if (!known || (request.KeyMaterialId ?? id) !== id) refuse("other-material");
    const symmetric = isSymmetric(key);
    const description = symmetric ? request.KeyMaterialDescription : undefined;
    putImported(draft, key, known, {
      id,
      imported: toBase64(bytes),
      ...(validTo !== undefined && { validTo }),
      ...(description !== undefined && { description }),
    });
    return { KeyId: keyArn(key), ...(symmetric && { KeyMaterialId: id }) };
  },

  /** A key without the material stays as it is. */
  DeleteImportedKeyMaterial: (draft, call, _context, refuse) => {
    const { KeyId, KeyMaterialId } = call.request;
    const key = resolveKey(draft, call, KeyId, refuse);
    refuseNotExternal(key, refuse);
    refuseStates(draft, key, refuse, "creating", "updating");
    const material =
      KeyMaterialId === undefined
        ? latestMaterial(key)
        : (key.materials.find(({ id }) => id === KeyMaterialId) ?? refuse.always("unknown-material"));
    if (material && (material.pending || !material.gone)) putWithout(draft, key, material);
    return { KeyId: keyArn(key), ...(material && isSymmetric(key) && { KeyMaterialId: material.id }) };
  },
} satisfies Partial<Transitions>;

function refuseNotExternal(key: Key, refuse: Refuse<Pick<SharedRefusals, "not-external">>): void {
  if (key.origin !== "EXTERNAL") refuse("not-external", { keyArn: keyArn(key), origin: key.origin });
}

function tokenKeyOf(key: Key): TokenKey {
  return { arn: keyArn(key), keyId: key.id, seed: key.seed };
}

/** When the material will expire, epoch milliseconds; undefined where it will not. */
function validToOf(
  { ExpirationModel = "KEY_MATERIAL_EXPIRES", ValidTo }: ImportKeyMaterialRequest,
  now: number,
  refuse: RefuseBy<"ImportKeyMaterial">,
): number | undefined {
  if (ExpirationModel === "KEY_MATERIAL_DOES_NOT_EXPIRE") {
    if (ValidTo !== undefined) refuse("valid-to-not-wanted");
    return undefined;
  }
  if (ValidTo === undefined) {
    refuse("valid-to-missing");
    return undefined;
  }
  const validTo = Math.floor(ValidTo * 1000);
  if (validTo <= now || validTo > now + LONGEST_LIFE) refuse("valid-to-in-a-year");
  return validTo;
}

/** Whether the request is about material that the key has not had. */
function isNewMaterial(
  key: Key,
  { ImportType, KeyMaterialId }: ImportKeyMaterialRequest,
  refuse: RefuseBy<"ImportKeyMaterial">,
): boolean {
  const isFirst = key.materials.length === 0;
  const isNew = (ImportType ?? (isFirst ? "NEW_KEY_MATERIAL" : "EXISTING_KEY_MATERIAL")) === "NEW_KEY_MATERIAL";
  if (!isNew) return false;
  if (KeyMaterialId !== undefined) refuse("id-of-new-material");
  if (!isFirst && !isSymmetric(key)) refuse("one-material");
  if (isReplica(key)) refuse("new-on-replica");
  return true;
}

/** The material of a request, in the form in which the key has it. */
function unwrap(
  { request }: OperationCall<"ImportKeyMaterial">,
  key: Key,
  context: TransitionContext,
  refuse: RefuseBy<"ImportKeyMaterial">,
): Uint8Array {
  const cryptography = cryptographyOf(context);
  const token = fromBase64(request.ImportToken);
  const parameters = readImportToken(cryptography, tokenKeyOf(key), token) ?? refuse.always("invalid-token");
  if (parameters.expires <= context.now) refuse("expired-token");
  const wrapped = fromBase64(request.EncryptedKeyMaterial);
  if (!hasWrappedLength(parameters, wrapped)) refuse("wrapped-size");
  const bytes = unwrapMaterial(cryptography, parameters, wrapped) ?? refuse.always("not-wrapped");
  return importedBytes(cryptography, key, bytes) ?? refuse.always("form-of-material");
}

function refuseAsNew(
  key: Key,
  id: string,
  known: Material | undefined,
  refuse: Refuse<Pick<RefusingRules["ImportKeyMaterial"], "known-material" | "another-waits">>,
): void {
  if (known && !known.pending) refuse("known-material");
  const waiting = key.materials.find(({ pending }) => pending);
  if (waiting && waiting !== known)
    refuse("another-waits", { newMaterialId: id, keyArn: keyArn(key), waitingMaterialId: waiting.id });
}
