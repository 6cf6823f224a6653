import type { Model } from "./model";
import { keyArn, type Member, type Request, refuse, TABLE } from "./model-rules";

/** The operations that use key material: an alias names their key too. */
export const USES: ReadonlySet<string> = new Set(["Encrypt"]);

/** What an operation that uses key material answers. */
export function answerUse(model: Model, operation: string, request: Request, region: string): unknown {
  const m = model.locate(operation, request.KeyId!, region);
  checkUse(operation, m);
  checkAlgorithm(m, request.EncryptionAlgorithm);
  if (request.DryRun)
    refuse("DryRunOperationException: The request would have succeeded, but the DryRun option is set.");
  return { KeyId: arnOf(m), EncryptionAlgorithm: "SYMMETRIC_DEFAULT" };
}

/** Usage, then state. */
function checkUse(operation: string, m: Member): void {
  const { usage } = m.group;
  if (usage !== "ENCRYPT_DECRYPT")
    refuse(`InvalidKeyUsageException: ${arnOf(m)} key usage is ${usage} which is not valid for ${operation}.`);
  checkUsable(operation, m);
}

function checkUsable(operation: string, m: Member): void {
  if (m.cut && /^(En|Dis)abled$/.test(m.state)) refuse(`KMSInvalidStateException: ${arnOf(m)} is unavailable.`);
  const ofState = TABLE[operation]?.[m.state];
  if (ofState !== undefined) refuse(ofState.replace("ARN", arnOf(m)));
}

function checkAlgorithm({ group }: Member, algorithm: unknown = "SYMMETRIC_DEFAULT"): void {
  if ((algorithm === "SYMMETRIC_DEFAULT") === (group.spec === "SYMMETRIC_DEFAULT")) return;
  refuse(`InvalidKeyUsageException: Algorithm ${algorithm} is incompatible with key spec ${group.spec}.`);
}

function arnOf({ region, group }: Member): string {
  return keyArn(region, group.id);
}
