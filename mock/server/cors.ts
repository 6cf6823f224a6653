import type { FastifyCorsOptions } from "@fastify/cors";
import { RULE_HEADER } from "../engine/explain";

/** The response headers that a script in a page may read. */
const EXPOSED_HEADERS = ["x-amzn-RequestId", "x-amzn-ErrorType", "Date", "Content-Length"];

/** How long a browser remembers this, in seconds: one day. */
const PREFLIGHT_AGE = 86_400;

/**
 * What a page may do with the API. It may send any header: the plugin answers a preflight with those that it asks for, so
 * that tracing headers and a client's own are not blocked.
 * @param origins those that may call; empty for any.
 * @param explain whether answers name the rule of a refusal.
 */
export function corsOptions(origins: readonly string[], explain = false): FastifyCorsOptions {
  return {
    origin: origins.length === 0 || origins.includes("*") ? "*" : [...origins],
    methods: ["POST"],
    exposedHeaders: explain ? [...EXPOSED_HEADERS, RULE_HEADER] : EXPOSED_HEADERS,
    maxAge: PREFLIGHT_AGE,
  };
}

/** The same for the control interface, once a page is known to be one that may use it. */
export const CONTROL_CORS: FastifyCorsOptions = { origin: true, methods: ["GET", "POST", "PUT", "DELETE"] };
