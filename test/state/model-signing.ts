import type { Model } from "./model";
import { noteUse } from "./model-encryption";
import { isCut, keyArn, type Member, type Request, refuse, TABLE } from "./model-rules";

/** The operations on keys that sign, make MACs or share secrets, and the usage that each needs. An alias names their key too. */
const USAGES: Readonly<Record<string, string>> = {
  GenerateMac: "GENERATE_VERIFY_MAC",
  VerifyMac: "GENERATE_VERIFY_MAC",
  Sign: "SIGN_VERIFY",
  Verify: "SIGN_VERIFY",
  DeriveSharedSecret: "KEY_AGREEMENT",
  Encapsulate: "ENCAPSULATE_DECAPSULATE",
  Decapsulate: "ENCAPSULATE_DECAPSULATE",
  GenerateDataKeyPair: "ENCRYPT_DECRYPT",
  GenerateDataKeyPairWithoutPlaintext: "ENCRYPT_DECRYPT",
};

export const SIGNING: ReadonlySet<string> = new Set([...Object.keys(USAGES), "GetPublicKey"]);

/** A form of 768 bytes, which ML_KEM_512 decapsulates to something. */
export const ANY_FORM = Buffer.alloc(768).toString("base64");

/** What these operations answer, as far as the model knows it: which key, never which bytes. */
export function answerSigning(model: Model, operation: string, request: Request, region: string): unknown {
  const m = model.locate(operation, request.KeyId!, region);
  const { usage, spec } = m.group;
  const KeyId = keyArn(m.region, m.group.id);
  if (operation === "GetPublicKey") {
    checkState(operation, m);
    if (/^(SYMMETRIC|HMAC)/.test(spec)) refuse("UnsupportedOperationException");
    return { KeyId, KeySpec: spec, KeyUsage: usage };
  }
  if (usage !== USAGES[operation])
    refuse(`InvalidKeyUsageException: ${KeyId} key usage is ${usage} which is not valid for ${operation}.`);
  checkState(operation, m);
  checkKind(operation, m);
  checkAlgorithm(spec, String(request.MacAlgorithm ?? request.SigningAlgorithm ?? ""));
  const digest = request.MessageType === "DIGEST";
  if (digest && Buffer.from(String(request.Message), "base64").length !== 32)
    refuse(`ValidationException: Digest is invalid length for algorithm ${request.SigningAlgorithm}.`);
  // The commands make no code, signature or public key that is right.
  if (operation === "VerifyMac") refuse("KMSInvalidMacException");
  if (operation === "Verify") refuse("KMSInvalidSignatureException");
  if (operation === "DeriveSharedSecret") refuse("ValidationException");
  if (operation === "Decapsulate" && request.SharedSecretCiphertextBlob !== ANY_FORM)
    refuse("InvalidCiphertextException");
  if (request.DryRun)
    refuse("DryRunOperationException: The request would have succeeded, but the DryRun option is set.");
  noteUse(model, operation, m);
  return { KeyId };
}

function checkState(operation: string, m: Member): void {
  const arn = keyArn(m.region, m.group.id);
  if (isCut(m) && operation !== "GetPublicKey" && /^(En|Dis)abled$/.test(m.state))
    refuse(`KMSInvalidStateException: ${arn} is unavailable.`);
  const ofState = TABLE[operation]?.[m.state];
  if (ofState !== undefined) refuse(ofState.replace("ARN", arn));
}

/** Only a symmetric key that is in no custom key store encrypts the private key of a pair. */
function checkKind(operation: string, { group, region }: Member): void {
  if (!operation.startsWith("GenerateDataKeyPair")) return;
  if (group.spec !== "SYMMETRIC_DEFAULT")
    refuse("InvalidKeyUsageException: You cannot generate a data key with an asymmetric CMK");
  if (group.origin === "AWS_CLOUDHSM")
    refuse(
      `UnsupportedOperationException: ${keyArn(region, group.id)} origin is AWS_CLOUDHSM which is not valid for this operation.`,
    );
}

/** The kinds that the commands make have one algorithm each. */
function checkAlgorithm(spec: string, algorithm: string): void {
  const own = { HMAC_256: "HMAC_SHA_256", ECC_NIST_P256: "ECDSA_SHA_256" }[spec];
  if (algorithm !== "" && algorithm !== own)
    refuse(`InvalidKeyUsageException: Algorithm ${algorithm} is incompatible with key spec ${spec}.`);
}
