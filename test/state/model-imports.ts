import type { Model } from "./model";
import { DAY, type Group, keyArn, type Member, type Request, refuse } from "./model-rules";

/** Imported material in the model: a name for its bytes. The group has those in use and the waiting one; a member has what is imported into it. */
export interface Imported {
  readonly validTo?: number | undefined;
}

/** Whether a key has all the material that it has ever used, or material of its own. */
function isWhole({ group, own }: Member): boolean {
  return group.origin !== "EXTERNAL" || (group.materials.length > 0 && group.materials.every((name) => own.has(name)));
}

/** The state of a key follows from its material. */
export function settleByMaterial(m: Member): void {
  if (m.group.origin !== "EXTERNAL") return;
  if (isWhole(m) && m.state === "PendingImport") m.state = "Enabled";
  if (!isWhole(m) && /^(En|Dis)abled$/.test(m.state)) m.state = "PendingImport";
}

/** What there is to know of the material in use: undefined where it is not there. */
export function currentOf({ group, own }: Member): Imported | undefined {
  return own.get(group.materials.at(-1) ?? "");
}

/** Whether the waiting material is in all keys of the set. */
export function readyToRotate(model: Model, { waiting, id }: Group): boolean {
  return waiting !== undefined && model.members.every((m) => m.group.id !== id || m.own.has(waiting));
}

/** Puts the waiting material to use; false where it has gone meanwhile. */
export function putToUse(model: Model, group: Group): boolean {
  if (group.waiting === undefined) return false;
  group.materials.push(group.waiting);
  group.waiting = undefined;
  for (const m of model.members) if (m.group === group) settleByMaterial(m);
  return true;
}

/** Takes material from a key: one that waits goes from the whole set, where the key is the primary. */
export function takeAway(model: Model, m: Member, name: string): void {
  const { group } = m;
  const all = name === group.waiting && m.region === group.primary;
  for (const each of model.members) if (each === m || (all && each.group === group)) each.own.delete(name);
  if (all) group.waiting = undefined;
  settleByMaterial(m);
}

const FITTING = /^RSAES_OAEP_SHA_(1|256)$/;

/** What the operations on imported material answer. The keys of the model are symmetric, HMAC or RSA. */
export function answerImport(model: Model, operation: string, request: Request, m: Member): unknown {
  const arn = keyArn(m.region, m.group.id);
  if (operation === "GetParametersForImport") {
    const algorithm = String(request.WrappingAlgorithm);
    if (algorithm === "RSAES_PKCS1_V1_5") refuse("UnsupportedOperationException");
    if (!FITTING.test(algorithm)) {
      refuse(
        `ValidationException: Wrapping algorithm ${algorithm} and wrapping key spec ${request.WrappingKeySpec} cannot be used to import a ${m.group.spec} key.`,
      );
    }
    return { KeyId: arn, ParametersValidTo: (model.now + DAY) / 1000 };
  }
  const symmetric = m.group.spec === "SYMMETRIC_DEFAULT";
  if (operation === "ImportKeyMaterial") {
    importInto(model, request, m, symmetric);
    return { KeyId: arn, hasId: symmetric };
  }
  const { group } = m;
  const name = request.material === undefined ? group.materials.at(-1) : String(request.material);
  const known = name !== undefined && [...group.materials, group.waiting].includes(name);
  if (request.material !== undefined && !known) refuse("NotFoundException");
  if (name !== undefined && (m.own.has(name) || name === group.waiting)) takeAway(model, m, name);
  return { KeyId: arn, hasId: symmetric && name !== undefined };
}

function importInto(model: Model, request: Request, m: Member, symmetric: boolean): void {
  const { group } = m;
  const days = request.days as number | undefined;
  const forever = request.ExpirationModel === "KEY_MATERIAL_DOES_NOT_EXPIRE";
  if (forever && days !== undefined) refuse("ValidationException");
  if (!forever && days === undefined) {
    refuse("ValidationException: A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES");
  }
  if (days !== undefined && (days <= 0 || days > 365)) refuse("ValidationException");
  const isFirst = group.materials.length === 0;
  const isNew = (request.ImportType ?? (isFirst ? "NEW_KEY_MATERIAL" : "EXISTING_KEY_MATERIAL")) === "NEW_KEY_MATERIAL";
  if (isNew && ((!isFirst && !symmetric) || m.region !== group.primary)) refuse("UnsupportedOperationException");
  const issued = request.issued as number | undefined;
  if (issued === undefined) refuse("InvalidImportTokenException");
  if (issued! + DAY <= model.now) refuse("ExpiredImportTokenException");
  const name = String(request.material);
  const inUse = group.materials.includes(name);
  if (isNew && inUse) refuse("IncorrectKeyMaterialException");
  if (!isNew && !inUse && name !== group.waiting) refuse("IncorrectKeyMaterialException");
  if (isNew && group.waiting !== undefined && group.waiting !== name) {
    const idOf = request.idOf as (name: string) => string;
    refuse(
      `KMSInvalidStateException: New key material (id: ${idOf(name)}) cannot be imported into KMS key ${keyArn(m.region, group.id)}, because another key material (id: ${idOf(group.waiting)}) is pending rotation.`,
    );
  }
  if (isNew && isFirst) group.materials.push(name);
  else if (isNew) group.waiting = name;
  m.own.set(name, { validTo: days === undefined ? undefined : model.now + days * DAY });
  settleByMaterial(m);
}
