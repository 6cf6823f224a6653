import { type HeaderLine, headerOf, type Sent } from "../contract-exchange";
import { withoutTokens } from "./redact";

/** Headers that curl adds by itself: the signature, from the credentials of the environment, and those of the connection. */
const OF_CURL =
  /^(authorization|x-amz-date|x-amz-content-sha256|x-amz-security-token|host|content-length|connection|accept-encoding)$/i;

/** The longest body that a line holds, in bytes. */
const BODY_LIMIT = 4096;

/**
 * A shell command that sends a request again, with a new signature for the same Region. It contains no secret. Undefined
 * for a body that is too long for a line.
 * @param url the target; without it, the variable TARGET of the shell
 */
export function curlOf(sent: Sent, url: URL | undefined): string | undefined {
  if (sent.body.length > BODY_LIMIT) return undefined;
  const region = regionOf(sent);
  const text = sent.body.toString("utf8");
  const isText = Buffer.from(text).equals(sent.body);
  const lines = sent.headers.filter(([name]) => !OF_CURL.test(name));
  const parts = [
    "curl -sS -i",
    sent.method === "POST" ? "" : `-X ${quoted(sent.method)}`,
    region && `--aws-sigv4 ${quoted(`aws:amz:${region}:kms`)} --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell reads it, not JavaScript.
    region && '${AWS_SESSION_TOKEN:+-H "X-Amz-Security-Token: $AWS_SESSION_TOKEN"}',
    ...lines.map(([name, value]: HeaderLine) => `-H ${quoted(value === "" ? `${name};` : `${name}: ${value}`)}`),
    isText ? `--data-binary ${quoted(withoutTokens(text))}` : "--data-binary @-",
    url ? quoted(`${url.origin}${sent.path}`) : `"$TARGET"${quoted(sent.path)}`,
  ];
  const line = parts.filter(Boolean).join(" ");
  return isText ? line : `printf '%b' '${octal(sent.body)}' | ${line}`;
}

/** The Region of the signature; undefined where the request is not signed. */
function regionOf({ headers }: Sent): string | undefined {
  return /Credential=[^/,\s]*\/\d+\/([^/,\s]+)\//.exec(headerOf(headers, "authorization") ?? "")?.[1];
}

/** Bytes as the shell's printf reads them. */
function octal(bytes: Buffer): string {
  return [...bytes].map((byte) => `\\0${byte.toString(8).padStart(3, "0")}`).join("");
}

/** A text as one word of a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
