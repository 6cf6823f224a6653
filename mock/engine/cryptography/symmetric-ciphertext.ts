import { binaryText, bytesOf, fromHex, joined, toHex } from "./bytes";
import type { Cryptography } from "./cryptography";
import { canonicalContext } from "./encryption-context";
import { Remembered } from "./remembered";

/** Which key material a symmetric ciphertext was made with: it is in the ciphertext, readable and authenticated. */
export interface CiphertextKey {
  readonly account: string;
  readonly keyId: string;
  /** 64 hexadecimal digits. */
  readonly materialId: string;
}

/** A symmetric ciphertext, taken apart. */
export interface SymmetricCiphertext extends CiphertextKey {
  readonly header: Uint8Array;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
}

/** The randomness of one ciphertext, in bytes. With it a ciphertext is 152 bytes longer than its plaintext, as on AWS. */
const SALT = 63;
const NONCE = 12;

/** How AWS's ciphertexts begin (inferred from samples, docs/evidence/cryptography.md#symmetric-ciphertext). */
const BEGINNING = Uint8Array.of(1, 2, 2, 0, 120);

const VERSION = 1;
const HEADER = 61;
const TAG = 16;
/** Where what is encrypted begins. */
const SEALED = HEADER + SALT + NONCE;

/** The characters in which a header is, in whole groups of four. */
const BASE64_HEADER = 84;

/** How many headers are remembered. */
const MOST = 256;

/**
 * Encrypts under a key material, to a ciphertext as it is on the wire, in base64. The layout is in docs/ciphertext.md, and
 * never changes under one version. The text is put together from its parts: a buffer for all of them would cost more.
 * @param material 32 bytes.
 * @param random draws so many bytes: first a salt, then a nonce. Each is short enough for V8 to hold it without a buffer.
 */
export function encryptSymmetric(
  cryptography: Cryptography,
  key: CiphertextKey,
  material: Uint8Array,
  random: (length: number) => Uint8Array,
  plaintext: Uint8Array,
  context: Readonly<Record<string, string>> | undefined,
): string {
  const { header, text } = headerOf(key);
  const additional = additionalOf(header, context);
  const salt = random(SALT);
  const nonce = random(NONCE);
  const sealed = cryptography.seal(messageKey(cryptography, material, salt), nonce, additional, plaintext);
  return btoa(text + binaryText(salt) + binaryText(nonce) + binaryText(sealed));
}

/** Takes a ciphertext on the wire apart; undefined where it is none of this version. Nothing of it is authentic until it is opened. */
export function readSymmetric(base64: string): SymmetricCiphertext | undefined {
  const binary = atob(base64);
  if (binary.length < SEALED + TAG) return undefined;
  const read = keyAndHeader(binary);
  if (!read) return undefined;
  const { account, keyId, materialId } = read.key;
  // Each by its name: a spread would cost more than all else here.
  return {
    account,
    keyId,
    materialId,
    header: read.header,
    salt: bytesOf(binary, HEADER, HEADER + SALT),
    nonce: bytesOf(binary, HEADER + SALT, SEALED),
    sealed: bytesOf(binary, SEALED, binary.length),
  };
}

/** Which key material a ciphertext on the wire says it was made with, without decoding more of it than that. */
export function keyOfCiphertext(base64: string): CiphertextKey | undefined {
  return keyAndHeader(atob(base64.slice(0, BASE64_HEADER)))?.key;
}

/** A header, and what it says. */
interface ReadHeader {
  readonly key: CiphertextKey;
  readonly header: Uint8Array;
}

/** The headers that were read last, as texts of one character a byte. */
const READ = new Remembered<ReadHeader | undefined>(MOST);

function keyAndHeader(binary: string): ReadHeader | undefined {
  return READ.of(binary.slice(0, HEADER), () => {
    const header = bytesOf(binary, 0, HEADER);
    const key = readHeader(header);
    return key && { key, header };
  });
}

function readHeader(header: Uint8Array): CiphertextKey | undefined {
  const isOurs = BEGINNING.every((byte, i) => header[i] === byte) && header[37] === VERSION;
  const flag = header[54];
  const account = Number.parseInt(toHex(header.subarray(55)), 16);
  if (!isOurs || flag === undefined || flag > 1 || account > 999_999_999_999) return undefined;
  const digits = toHex(header.subarray(38, 54));
  return {
    materialId: toHex(header.subarray(5, 37)),
    keyId: flag === 1 ? `mrk-${digits}` : digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
    account: String(account).padStart(12, "0"),
  };
}

/** The plaintext; undefined where another material, another context or a changed byte is in play. */
export function decryptSymmetric(
  cryptography: Cryptography,
  { header, salt, nonce, sealed }: SymmetricCiphertext,
  material: Uint8Array,
  context: Readonly<Record<string, string>> | undefined,
): Uint8Array | undefined {
  const additional = additionalOf(header, context);
  return cryptography.open(messageKey(cryptography, material, salt), nonce, additional, sealed);
}

/** What is authenticated with a ciphertext beside its content. */
function additionalOf(header: Uint8Array, context: Readonly<Record<string, string>> | undefined): Uint8Array {
  return context === undefined ? header : joined(header, canonicalContext(context));
}

/** The headers of the materials that were used last, by the material's id: each ciphertext begins with one. */
const HEADERS = new Remembered<WrittenHeader>(MOST);

/** A header as bytes, and as a text of one character a byte. */
interface WrittenHeader extends CiphertextKey {
  readonly header: Uint8Array;
  readonly text: string;
}

function headerOf(key: CiphertextKey): WrittenHeader {
  const known = HEADERS.of(key.materialId, () => makeHeader(key));
  return known.keyId === key.keyId && known.account === key.account ? known : makeHeader(key);
}

function makeHeader(key: CiphertextKey): WrittenHeader {
  const header = headerBytes(key);
  return { ...key, header, text: binaryText(header) };
}

function headerBytes({ account, keyId, materialId }: CiphertextKey): Uint8Array {
  const isMultiRegion = keyId.startsWith("mrk-");
  const digits = keyId.replace("mrk-", "").replaceAll("-", "");
  return joined(
    BEGINNING,
    fromHex(materialId),
    Uint8Array.of(VERSION),
    fromHex(digits),
    Uint8Array.of(isMultiRegion ? 1 : 0),
    fromHex(Number(account).toString(16).padStart(12, "0")),
  );
}

/** A key for each ciphertext: nonces of 12 random bytes under one key would repeat after some 2^32 of them. */
function messageKey(cryptography: Cryptography, material: Uint8Array, salt: Uint8Array): Uint8Array {
  return cryptography.hmac("SHA-256", material, salt);
}
