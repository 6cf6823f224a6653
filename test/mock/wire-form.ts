import type { Answered } from "./running";

/** A UUID in lower case, as AWS writes it. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The headers that every answer has and no other: Node's own for the connection, AWS's, and Date. */
const ALWAYS = ["cache-control", "content-length", "content-type", "date", "expires", "pragma", "x-amzn-requestid"];
const OF_THE_CONNECTION = ["connection", "keep-alive"];

/**
 * Every way in which an answer is not of AWS's wire form; none is right. As a list, so that ten thousand answers are
 * checked without ten thousand assertions, and a failure names all that is wrong.
 * @param method of the request: an answer to HEAD has the length of a body, but not the body.
 */
export function wireFaults({ status, headers, bytes }: Answered, method = "POST"): string[] {
  const faults: string[] = [];
  const expected = (name: string, fits: boolean) => {
    if (!fits) faults.push(`${name}: ${headers[name]}`);
  };
  const names = Object.keys(headers).filter((name) => !OF_THE_CONNECTION.includes(name));
  if (names.sort().join() !== ALWAYS.join()) faults.push(`headers: ${names.join()}`);
  if (![200, 400, 431, 500].includes(status)) faults.push(`status: ${status}`);
  expected("content-type", headers["content-type"] === "application/x-amz-json-1.1");
  expected("x-amzn-requestid", UUID.test(headers["x-amzn-requestid"] ?? ""));
  expected("cache-control", headers["cache-control"] === "no-cache, no-store, must-revalidate, private");
  expected("expires", headers.expires === "0");
  expected("pragma", headers.pragma === "no-cache");
  expected("date", new Date(headers.date ?? "").toUTCString() === headers.date);
  if (method !== "HEAD") {
    expected("content-length", headers["content-length"] === String(bytes.length));
    faults.push(...bodyFaults(status, bytes));
  }
  return faults;
}

function bodyFaults(status: number, bytes: Buffer): string[] {
  if (status === 200 && bytes.length === 0) return [];
  const text = bytes.toString("utf8");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [`body is no JSON: ${text}`];
  }
  if (JSON.stringify(body) !== text) return [`body is not compact: ${text}`];
  return status === 200 ? [] : errorFaults(body, text);
}

function errorFaults(body: unknown, text: string): string[] {
  const { __type, message, Message, ...more } = body as Record<string, unknown>;
  const texts = [message, Message].filter((value) => value !== undefined);
  const fits =
    /^[A-Za-z]+$/.test(String(__type)) &&
    Object.keys(more).length === 0 &&
    texts.every((value) => typeof value === "string" && !/\n\s+at /.test(value));
  return fits ? [] : [`body is no error: ${text}`];
}
