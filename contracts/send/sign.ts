import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Credentials } from "./credentials";

/** Adds the headers of AWS Signature Version 4 to a request. */
export type Sign = (request: Unsigned) => Promise<Record<string, string>>;

/** What a signature is made from. */
interface Unsigned {
  readonly method: string;
  readonly url: URL;
  readonly region: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Makes a signer. The signature is real, because AWS checks it, and some emulators read its scope. */
export function signer(credentials: Credentials): Sign {
  const signature = new SignatureV4({ credentials, region: "us-east-1", service: "kms", sha256: Sha256 });
  return async ({ method, url, region, headers, body }) => {
    const signed = await signature.sign(
      {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port && { port: Number(url.port) }),
        path: "/",
        query: {},
        headers: { ...headers, host: url.host },
        body,
      },
      { signingRegion: region },
    );
    return signed.headers;
  };
}

/** SHA-256 of node:crypto in the form that the signing library expects. */
class Sha256 {
  private hash: Hash | Hmac;

  constructor(private readonly secret?: Parameters<typeof createHmac>[1] | ArrayBuffer | ArrayBufferView) {
    this.hash = this.fresh();
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {
    this.hash = this.fresh();
  }

  private fresh(): Hash | Hmac {
    return this.secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(this.secret as string));
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
