/** The AWS Encryption SDK for JavaScript, as far as it is used here. */
interface EncryptionSdk {
  readonly KmsKeyringNode: new (input: object) => unknown;
  /** Of related multi-Region keys, each of which opens what another has made. */
  readonly buildAwsKmsMrkAwareStrictMultiKeyringNode: (input: object) => unknown;
  readonly CommitmentPolicy: { readonly REQUIRE_ENCRYPT_REQUIRE_DECRYPT: string };
  getClient(client: unknown, defaults: object): unknown;
  buildClient(policy: string): {
    encrypt(keyring: unknown, plaintext: string, options: object): Promise<{ readonly result: Uint8Array }>;
    decrypt(keyring: unknown, ciphertext: Uint8Array): Promise<{ readonly plaintext: Uint8Array }>;
  };
}

/** What encrypts and decrypts texts with the AWS Encryption SDK, in its message format. */
export interface MessageClient {
  encrypt(keyArn: string, text: string, context: Readonly<Record<string, string>>): Promise<Uint8Array>;
  decrypt(keyArn: string, message: Uint8Array): Promise<string>;
}

/** The client for JavaScript. It calls the endpoint that the environment names. */
export function encryptionSdkClient(load: NodeJS.Require): MessageClient {
  const sdk = load("@aws-crypto/client-node") as EncryptionSdk;
  const { KMS } = load("@aws-sdk/client-kms") as { readonly KMS: unknown };
  const { encrypt, decrypt } = sdk.buildClient(sdk.CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const clientProvider = sdk.getClient(KMS, {
    endpoint: process.env.AWS_ENDPOINT_URL_KMS,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return {
    encrypt: async (keyArn, text, encryptionContext) => {
      const keyring = new sdk.KmsKeyringNode({ clientProvider, generatorKeyId: keyArn });
      return (await encrypt(keyring, text, { encryptionContext })).result;
    },
    decrypt: async (keyArn, message) => {
      const keyring = sdk.buildAwsKmsMrkAwareStrictMultiKeyringNode({ clientProvider, keyIds: [keyArn] });
      return Buffer.from((await decrypt(keyring, message)).plaintext).toString();
    },
  };
}
