import { type HeaderLine, headerOf, type Sent } from "../contract-exchange";

/** Headers that curl makes by itself: the signature, from the environment's credentials, and what belongs to the connection. */
const OF_CURL =
  /^(authorization|x-amz-date|x-amz-content-sha256|x-amz-security-token|host|content-length|connection|accept-encoding)$/i;

/** A line for a shell that sends the request again, freshly signed; it holds no secret. */
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

/** A body that a shell cannot hold, or nobody could read, is named by its size. */
function bodyOf(body: Buffer): string {
  const text = body.toString("utf8");
  if (!Buffer.from(text).equals(body) || body.length > 4096) return `--data-binary @body-of-${body.length}-bytes`;
  return `--data-binary ${quoted(text)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
