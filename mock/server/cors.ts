import type { FastifyCorsOptions } from "@fastify/cors";
import { RULE_HEADER } from "../engine/explain";

/** Every header that the AWS SDK for JavaScript sends, and Prism's Prefer (docs/evidence/wire-protocol.md#client-headers). */
const REQUEST_HEADERS = [
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

/** How long a browser remembers this, in seconds: one day. */
const PREFLIGHT_AGE = 86_400;

/**
 * What a page may do.
 * @param origins those that may call; empty for any.
 * @param explain whether answers name the rule of a refusal.
 */
export function corsOptions(origins: readonly string[], explain = false): FastifyCorsOptions {
  return {
    origin: origins.length === 0 || origins.includes("*") ? "*" : [...origins],
    // Only the control interface uses methods besides POST.
    methods: ["POST", "GET", "PUT", "DELETE"],
    allowedHeaders: [...REQUEST_HEADERS],
    exposedHeaders: explain ? [...EXPOSED_HEADERS, RULE_HEADER] : EXPOSED_HEADERS,
    maxAge: PREFLIGHT_AGE,
  };
}
