import type { HeaderLine } from "../contract-exchange";

const SECRET = new Set(["x-amz-security-token", "x-amz-signature", "x-amz-credential"]);

/** Header lines as a report may show them: no signature, no access key, no token. */
export function redacted(headers: readonly HeaderLine[]): HeaderLine[] {
  return headers.map(([name, value]) => {
    const lower = name.toLowerCase();
    if (SECRET.has(lower)) return [name, "…"];
    if (lower !== "authorization") return [name, value];
    return [name, value.replace(/Credential=[^/,\s]*/g, "Credential=…").replace(/Signature=[^,\s]*/g, "Signature=…")];
  });
}
