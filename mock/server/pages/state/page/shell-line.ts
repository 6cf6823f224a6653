import type { components } from "../../../../../generated/control";

type Schemas = components["schemas"];
type Operation = Schemas["Operations"]["operations"][number];

/**
 * The call of a journal entry as a line for the shell. Nothing of the caller is in it: the journal has no header.
 * @param endpoint where the mock is called.
 * @returns undefined where the journal does not have the operation or its members.
 */
export function curlLine(
  { operation: name, request }: Schemas["Request"],
  operations: readonly Operation[],
  endpoint: string,
): string | undefined {
  const operation = operations.find((each) => each.name === name);
  if (!operation || request === undefined) return undefined;
  return [
    `curl -i ${quoted(endpoint)}`,
    `-H ${quoted(`X-Amz-Target: ${operation.target}`)}`,
    `-H ${quoted(`Content-Type: ${operation.mediaType}`)}`,
    `-d ${quoted(JSON.stringify(request))}`,
  ].join(" ");
}

/** A line that makes a key with the AWS CLI. An access key of twelve digits names the account. */
export function createKeyLine(endpoint: string, region: string, account: string | undefined): string {
  const accessKey = account ?? "test";
  return `AWS_ACCESS_KEY_ID=${accessKey} AWS_SECRET_ACCESS_KEY=test aws kms create-key --endpoint-url ${endpoint} --region ${region}`;
}

/** A text as one word of a shell. */
function quoted(text: string): string {
  return /^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
