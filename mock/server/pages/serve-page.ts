import { createHash } from "node:crypto";
import path from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CONTROL_PATH } from "../../engine/control/handle-control";
import type { ControlAccess } from "../access/control-access";
import type { PageContent, PageFiles } from "./page-file";

/** What a page may load and ask: its own mock alone. Nothing of it is inline but styles, and no other site can frame it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

const HEADERS = {
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  // The browser asks each time, and a 304 costs nothing: another mock may answer on this port tomorrow.
  "Cache-Control": "no-cache",
};

const TYPES: Readonly<Record<string, string>> = {
  "": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * Serves the files of the pages under {@link CONTROL_PATH}, and leads `/reference` to `/reference/`. It is served to whom the
 * control interface is, but without a token: a browser cannot send one with an address, and the files hold nothing of the state.
 */
export function pageRoutes(
  files: PageFiles,
  { refusePage }: Pick<ControlAccess, "refusePage">,
): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.addHook("onRequest", (request, reply, done) => {
      const refusal = refusePage(request);
      if (refusal) reply.code(refusal.status).send({ error: refusal.error });
      else done();
    });
    for (const [url, content] of Object.entries(files)) {
      const type = TYPES[path.extname(url)] ?? "application/octet-stream";
      app.route({
        method: ["GET", "HEAD"],
        url,
        prefixTrailingSlash: "slash",
        handler: (request, reply) => send(request, reply, type, content),
      });
      if (!url.endsWith("/")) continue;
      // Relative: the mock may be behind a proxy that has a path of its own.
      const target = `./${path.basename(CONTROL_PATH + url)}/`;
      app.route({
        method: ["GET", "HEAD"],
        url: url.slice(0, -1),
        prefixTrailingSlash: "no-slash",
        handler: (_request, reply) => reply.redirect(target, 308),
      });
    }
  };
}

/** Whether a browser asks for a page: no other client names `text/html`. */
export function asksForPage({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? "")
    .split(",")
    .some((range) => range.split(";", 1)[0]?.trim().toLowerCase() === "text/html");
}

async function send({ headers, host }: FastifyRequest, reply: FastifyReply, type: string, content: PageContent) {
  const bytes = Buffer.from(await content(`http://${host}`));
  const tag = `"${createHash("sha256").update(bytes).digest("base64url")}"`;
  reply.headers(HEADERS).header("ETag", tag);
  // A tool in a page of an origin that may use the mock loads the document.
  if (headers.origin !== undefined) reply.header("Access-Control-Allow-Origin", headers.origin);
  if (headers["if-none-match"] === tag) return reply.code(304).send();
  return reply.type(type).send(bytes);
}
