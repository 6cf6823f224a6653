/** The bytes of base64; none of anything else. */
export function bytesOf(blob: unknown): Buffer {
  return typeof blob === "string" ? Buffer.from(blob, "base64") : Buffer.alloc(0);
}

/** The same bytes in base64 with one bit changed, in the middle. */
export function changed(blob: string): string {
  const bytes = bytesOf(blob);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  return bytes.toString("base64");
}
