import type { FastifyCorsOptions } from "@fastify/cors";

/** Every header that the AWS SDK for JavaScript sends, and Prism's Prefer (kms.md P7). */
export const REQUEST_HEADERS = [
  "Authorization",
  "Content-Type",
  "Prefer",
  "X-Amz-Target",
  "X-Amz-Date",
  "X-Amz-Content-Sha256",
  "X-Amz-Security-Token",
  "X-Amz-User-Agent",
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-SignedHeaders",
  "X-Amz-Signature",
  "amz-sdk-invocation-id",
  "amz-sdk-request",
] as const;

/** The response headers that a script in a page may read. */
const EXPOSED_HEADERS = ["x-amzn-RequestId", "x-amzn-ErrorType", "Date", "Content-Length"];

/** One day, in seconds: a browser asks again after that. */
const PREFLIGHT_AGE = 86_400;

/** What a page may do: any origin by default, or those of `--cors-origin`. */
export function corsOptions(origins: readonly string[]): FastifyCorsOptions {
  return {
    origin: origins.length === 0 || origins.includes("*") ? "*" : [...origins],
    // All but POST are the control interface's.
    methods: ["POST", "GET", "PUT", "DELETE"],
    allowedHeaders: [...REQUEST_HEADERS],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_AGE,
  };
}
