import { joined, utf8 } from "../../cryptography/bytes";
import { hashOf, mulberry32 } from "../../mulberry32";
import { decodeBytes, encodeBytes } from "../base64url";
import type { Ids } from "../ids";
import type { Grant, GrantRef } from "./grant";

/** The first bytes of AWS's tokens: as base64url, `AQpA` (docs/evidence/grants.md#ids-and-tokens). */
const HEAD = Uint8Array.of(0x01, 0x0a, 0x40);
/** Digits that make each token another one. */
const NONCE = 64;
/** Bytes of a token, so that it has 491 characters as AWS's. */
const LENGTH = 368;
const BODY = HEAD.length + NONCE;

/** What a token says: which grant, and the secret that only KMS can know. */
export type TokenContent = GrantRef & Pick<Grant, "secret">;

/**
 * A new token of a grant: the head, a nonce, and which grant it is under a mask that follows from the nonce, so that
 * nobody comes to rely on what is inside. The grant's secret makes it genuine.
 */
export function writeToken({ account, region, keyId, id, secret }: TokenContent, ids: Ids): string {
  const nonce = ids.hex(NONCE);
  const plain = utf8(textOf([account, region, keyId, id, secret]));
  return encodeBytes(joined(HEAD, utf8(nonce), masked(plain, nonce)));
}

/** What a token says; undefined for a text that {@link writeToken} cannot have made. */
export function readToken(token: string): TokenContent | undefined {
  if (!token.startsWith("AQpA")) return undefined;
  const bytes = decodeBytes(token);
  // A text that decodes to the same is not the token that was given.
  if (bytes?.length !== LENGTH || encodeBytes(bytes) !== token) return undefined;
  const nonce = new TextDecoder().decode(bytes.subarray(HEAD.length, BODY));
  const text = new TextDecoder().decode(masked(bytes.subarray(BODY), nonce));
  const [, ...parts] = text.trimEnd().split("/");
  if (text !== textOf(parts)) return undefined;
  const [account, region, keyId, id, secret] = parts;
  if (account === undefined || region === undefined || keyId === undefined || id === undefined) return undefined;
  return secret === undefined ? undefined : { account, region, keyId, id, secret };
}

/** Exclusive or with a row that follows from the nonce: done twice, it gives the bytes back. */
function masked(bytes: Uint8Array, nonce: string): Uint8Array {
  const next = mulberry32(hashOf(nonce));
  return bytes.map((byte) => byte ^ (next() & 0xff));
}

/** The parts with a digest of them before, and blanks behind: a changed byte anywhere shows. */
function textOf(parts: readonly string[]): string {
  const content = parts.join("/");
  return `${(hashOf(content) >>> 0).toString(16).padStart(8, "0")}/${content}`.padEnd(LENGTH - BODY);
}
