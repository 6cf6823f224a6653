import { type HeaderLine, headerOf, type Sent } from "../contract-exchange";

/** Headers that curl adds by itself: the signature, from the credentials of the environment, and those of the connection. */
const OF_CURL =
  /^(authorization|x-amz-date|x-amz-content-sha256|x-amz-security-token|host|content-length|connection|accept-encoding)$/i;

/** A shell command that sends the request again with a new signature. It contains no secret. */
export function curlOf(sent: Sent, url: URL, region: string): string {
  const signed = headerOf(sent.headers, "authorization") !== undefined;
  const lines = sent.headers.filter(([name]) => !OF_CURL.test(name));
  return [
    "curl -sS -i",
    sent.method === "POST" ? "" : `-X ${quoted(sent.method)}`,
    signed ? `--aws-sigv4 ${quoted(`aws:amz:${region}:kms`)} --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"` : "",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell reads it, not JavaScript.
    signed ? '${AWS_SESSION_TOKEN:+-H "X-Amz-Security-Token: $AWS_SESSION_TOKEN"}' : "",
    ...lines.map(([name, value]: HeaderLine) => `-H ${quoted(value === "" ? `${name};` : `${name}: ${value}`)}`),
    bodyOf(sent.body),
    quoted(`${url.origin}${sent.path}`),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** A body that is not UTF-8, or longer than 4096 bytes, is replaced by its size. */
function bodyOf(body: Buffer): string {
  const text = body.toString("utf8");
  if (!Buffer.from(text).equals(body) || body.length > 4096) return `--data-binary @body-of-${body.length}-bytes`;
  return `--data-binary ${quoted(text)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
