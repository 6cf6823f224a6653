import type { TrentOperation } from "../../generated/types";
import type { HeaderLine, Received, Sent } from "../contract-exchange";
import type { TargetFetch } from "../targets/contract-target";
import type { Credentials } from "./credentials";
import { fetchTransport } from "./fetch-transport";
import { rawTransport } from "./raw-transport";
import { type Sign, signer } from "./sign";
import { supertestTransport } from "./supertest-transport";
import { ANSWER_LIMIT, type Transport } from "./transport";

/** A request before it is signed. */
export interface RequestDraft {
  readonly operation: TrentOperation | undefined;
  readonly method?: string;
  readonly path?: string;
  /** Headers besides the usual ones; undefined removes a usual one. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly region: string;
  /** Whether to sign; true by default. An emulator may recognise the service by the signature. */
  readonly sign?: boolean;
  /** Rewrites the header lines after signing, for what no client would send. The request is then sent byte by byte. */
  readonly rewriteHeaders?: (lines: readonly HeaderLine[]) => readonly HeaderLine[];
  /** Sends byte by byte without rewriting, to count the bytes that come back. */
  readonly raw?: boolean;
}

/** Sends requests to one target. */
export interface Sender {
  readonly url: URL;
  /** Whether nothing listens at the URL: requests go to a function. */
  readonly isInProcess: boolean;
  /** Adds the usual headers and the signature. */
  prepare(draft: RequestDraft): Promise<Sent>;
  /** Sends a request. @throws where no complete response comes. */
  deliver(sent: Sent, byteByByte: boolean): Promise<Received>;
  /** Closes the idle connections. */
  close(): void;
}

/**
 * Makes the sender of a target.
 * @param timeout the longest time for an answer, in milliseconds
 * @param fetch answers instead of what listens at the URL
 */
export function createSender(
  url: URL,
  credentials: Credentials,
  timeout: number = ANSWER_LIMIT,
  fetch?: TargetFetch,
): Sender {
  const sign: Sign = signer(credentials);
  const usual = supertestTransport();
  const inProcess = fetch && fetchTransport(fetch);
  return {
    url,
    isInProcess: fetch !== undefined,
    prepare: async (draft) => {
      const { operation, method = "POST", path = "/", body, region } = draft;
      const headers: Record<string, string> = {};
      const wanted = {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": operation && `TrentService.${operation}`,
        ...draft.headers,
      };
      for (const [name, value] of Object.entries(wanted)) if (value !== undefined) headers[name] = value;
      const signed = draft.sign === false ? headers : await sign({ method, url, region, headers, body });
      let lines: readonly HeaderLine[] = Object.entries(signed);
      if (isRaw(draft)) {
        const length = String(body.length);
        lines = [
          ["host", url.host],
          ...lines.filter(([name]) => name !== "host"),
          ["content-length", length],
          ["connection", "close"],
        ];
      }
      return { operation, method, path, headers: draft.rewriteHeaders?.(lines) ?? lines, body };
    },
    deliver: ({ method, path, headers, body }, byteByByte) => {
      const transport: Transport = inProcess ?? (byteByByte ? rawTransport : usual);
      return transport({ url, method, path, headers, body, timeout });
    },
    close: () => usual.close(),
  };
}

/** Whether a request is sent byte by byte. */
export function isRaw(draft: RequestDraft): boolean {
  return draft.raw === true || draft.rewriteHeaders !== undefined;
}
