/** The credentials that sign a request. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** For emulators: they do not check the signature, but some read the Region and service in it. */
const PLACEHOLDER: Credentials = { accessKeyId: "test", secretAccessKey: "test" };

/** The credentials of the environment, as every AWS client reads them. */
export function credentialsOf(environment: NodeJS.ProcessEnv): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}

/** The credentials of the environment, or a placeholder of the right form. */
export function credentialsOrPlaceholder(environment: NodeJS.ProcessEnv): Credentials {
  return credentialsOf(environment) ?? PLACEHOLDER;
}
