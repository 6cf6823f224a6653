import { isControlServed } from "./access/exposure";
import type { MockOptions } from "./mock-options";
import type { RunningMock } from "./run-mock";
import { sampleCall } from "./sample-call";

/** What a newcomer needs, printed when the mock can be called. */
export function banner(
  url: string,
  { loaded, stateful, hostileSeed }: Pick<RunningMock, "loaded" | "stateful" | "hostileSeed">,
  options: MockOptions,
): string {
  const { isOwn } = loaded;
  const { target, mediaType, body } = sampleCall(loaded, options, isOwn ? { KeyId: EXAMPLE_KEY } : undefined);
  return [
    `${loaded.title}: ${loaded.operations.length} operations, listening on ${url}`,
    ...(hostileSeed === undefined ? [] : [`  hostile, repeatable with --seed ${hostileSeed}`]),
    ...(options.scenario === undefined ? [] : [`  in the scenario ${options.scenario}`]),
    ...loaded.changes.map((change) => `  normalised: ${change}`),
    "",
    "Environment of any AWS client (the credentials may be any):",
    `  export AWS_ENDPOINT_URL${isOwn ? "_KMS" : ""}=${url} AWS_REGION=${options.region} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`,
    "",
    ...(isOwn
      ? [
          `AWS CLI     aws kms enable-key-rotation --key-id ${EXAMPLE_KEY} --endpoint-url ${url} --region ${options.region}`,
          `JavaScript  new KMSClient({ endpoint: "${url}", region: "${options.region}", credentials: { accessKeyId: "test", secretAccessKey: "test" } })`,
        ]
      : []),
    `curl        curl -i ${url} -H 'X-Amz-Target: ${target}' -H 'Content-Type: ${mediaType}' -d '${body.replaceAll("'", "'\\''")}'`,
    "",
    ...(isControlServed(options) ? [`Browser     ${url}/_trent/`, ""] : []),
    ...(stateful && isControlServed(options)
      ? [`It remembers. Move its time on:  curl -X PUT ${url}/_trent/clock${token(options)} -d '{"move":{"days":366}}'`]
      : []),
    "Another answer: add the header  Prefer: code=400, example=NAME  or  Prefer: dynamic=true, seed=1. Ctrl-C ends it.",
    "",
  ].join("\n");
}

function token({ controlToken }: MockOptions): string {
  return controlToken === undefined ? "" : ' -H "Authorization: Bearer $TRENT_CONTROL_TOKEN"';
}

/** The key of the reference page's own call. */
const EXAMPLE_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
