import type { Model } from "./model";
import { type Group, isCut, keyArn, type Member, type Request, refuse, TABLE } from "./model-rules";

/** The operations that use key material: an alias names their key too. Those of the two halves of ReEncrypt are its permissions. */
export const USES: ReadonlySet<string> = new Set([
  "Encrypt",
  "Decrypt",
  "ReEncrypt",
  "ReEncryptFrom",
  "ReEncryptTo",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
]);

/** A ciphertext, as the model knows it: what made it, and what it hides. */
export interface Sealed {
  readonly group: Group;
  /** How many rotations the key had had. */
  readonly rotations: number;
  /** Undefined where the ciphertext was changed. */
  readonly plaintext: string | undefined;
  readonly context: unknown;
}

/** What an operation that uses key material answers. */
export function answerUse(model: Model, operation: string, request: Request, region: string): unknown {
  switch (operation) {
    case "Decrypt":
      return decrypt(model, request, region);
    case "ReEncrypt":
      return reEncrypt(model, request, region);
    case "Encrypt": {
      const m = model.locate(operation, request.KeyId!, region);
      checkUse(operation, m);
      checkAlgorithm(m);
      checkDryRun(request);
      noteUse(model, operation, m);
      return { KeyId: arnOf(m), EncryptionAlgorithm: "SYMMETRIC_DEFAULT" };
    }
    default: {
      const m = model.locate(operation, request.KeyId!, region);
      const { NumberOfBytes, KeySpec } = request;
      if ((NumberOfBytes === undefined) === (KeySpec === undefined))
        refuse("ValidationException: Please specify either number of bytes or key spec.");
      checkUse(operation, m);
      if (m.group.spec !== "SYMMETRIC_DEFAULT")
        refuse("InvalidKeyUsageException: You cannot generate a data key with an asymmetric CMK");
      checkDryRun(request);
      noteUse(model, operation, m);
      const length = NumberOfBytes ?? (KeySpec === "AES_128" ? 16 : 32);
      return {
        KeyId: arnOf(m),
        ...(operation === "GenerateDataKey" && { length }),
        material: materialOf(m.group, m.group.history.length),
      };
    }
  }
}

function decrypt(model: Model, request: Request, region: string): unknown {
  const { m, sealed } = open(
    model,
    "Decrypt",
    request.CiphertextBlob,
    request.KeyId,
    request.EncryptionContext,
    region,
  );
  checkDryRun(request);
  noteUse(model, "Decrypt", m);
  return {
    KeyId: arnOf(m),
    EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
    Plaintext: sealed.plaintext,
    material: materialOf(sealed.group, sealed.rotations),
  };
}

function reEncrypt(model: Model, request: Request, region: string): unknown {
  const { SourceKeyId, DestinationKeyId, CiphertextBlob, SourceEncryptionContext } = request;
  const { m, sealed } = open(model, "ReEncryptFrom", CiphertextBlob, SourceKeyId, SourceEncryptionContext, region);
  const to = model.locate("ReEncryptTo", String(DestinationKeyId), region);
  checkUse("ReEncryptTo", to);
  checkAlgorithm(to);
  checkDryRun(request);
  noteUse(model, "ReEncrypt", m, to);
  return {
    SourceKeyId: arnOf(m),
    KeyId: arnOf(to),
    material: materialOf(to.group, to.group.history.length),
    source: materialOf(sealed.group, sealed.rotations),
  };
}

/** The keys of a call that has succeeded were used by it. */
export function noteUse({ now }: Model, operation: string, ...members: Member[]): void {
  for (const m of members) m.lastUse = { Operation: operation, Timestamp: now / 1000 };
}

/** The form, the key, its usage and state, and then what is inside. */
function open(model: Model, name: string, blob: unknown, keyId: unknown, context: unknown, region: string) {
  const named = keyId === undefined ? undefined : model.locate(name, String(keyId), region);
  const sealed = model.sealed.get(String(blob)) ?? refuse("InvalidCiphertextException");
  if (named && named.group.id !== sealed.group.id)
    refuse("IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.");
  const m = named ?? model.find(region, sealed.group.id);
  if (!m || !model.allows(m, name))
    return refuse(
      `AccessDeniedException: User: arn:aws:iam::111122223333:root is not authorized to perform: kms:${name} on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    );
  checkUse(name, m);
  if (sealed.plaintext === undefined || contextOf(sealed.context) !== contextOf(context))
    refuse("InvalidCiphertextException");
  return { m, sealed };
}

/** The contexts of the commands have one pair or none. */
function contextOf(context: unknown): string {
  return JSON.stringify(context ?? {});
}

/** A name for the material that a key had after so many rotations; none where no answer names it. */
function materialOf({ id, origin }: Group, rotations: number): string | undefined {
  return origin === "AWS_CLOUDHSM" ? undefined : `${id} ${rotations}`;
}

/** Usage, then state. */
function checkUse(operation: string, m: Member): void {
  const { usage } = m.group;
  const arn = arnOf(m);
  if (usage !== "ENCRYPT_DECRYPT")
    refuse(`InvalidKeyUsageException: ${arn} key usage is ${usage} which is not valid for ${operation}.`);
  if (isCut(m) && /^(En|Dis)abled$/.test(m.state)) refuse(`KMSInvalidStateException: ${arn} is unavailable.`);
  const ofState = TABLE.Encrypt?.[m.state];
  if (ofState !== undefined) refuse(ofState.replace("ARN", arn));
}

function checkAlgorithm({ group }: Member): void {
  if (group.spec === "SYMMETRIC_DEFAULT") return;
  refuse(`InvalidKeyUsageException: Algorithm SYMMETRIC_DEFAULT is incompatible with key spec ${group.spec}.`);
}

function checkDryRun({ DryRun }: Request): void {
  if (DryRun) refuse("DryRunOperationException: The request would have succeeded, but the DryRun option is set.");
}

function arnOf({ region, group }: Member): string {
  return keyArn(region, group.id);
}
