import { requestBytes } from "./raw";
import { AWS_JSON, KEY_ID, NAMES } from "./running";

/** What one hostile client does on one connection. */
export interface Conversation {
  readonly bytes: Buffer;
  /** The methods of the requests that have a whole frame: each of them must be answered, if the end is not broken. */
  readonly methods: readonly string[];
  /** The last thing on it is no whole request: it is answered at most once. */
  readonly broken: boolean;
  /** The client goes away without reading. */
  readonly hangsUp: boolean;
}

/** A generator of numbers from 0 to 1 that repeats itself from its seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Makes hostile conversations, the same ones for the same numbers. */
export function hostileClient(random: () => number): () => Conversation {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[below(from.length)] ?? from[0];
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)));
  const name = () => NAMES[below(NAMES.length)] ?? "ListKeys";
  const whole = JSON.stringify({ KeyId: KEY_ID, RotationPeriodInDays: 180, Tags: [{ TagKey: "a", TagValue: "b" }] });

  const values = (depth: number): unknown =>
    pick<() => unknown>([
      () => null,
      () => below(2) === 0,
      () => random() * 1e300,
      () => -below(1e6),
      () => bytes(below(20)).toString("latin1"),
      () => "\ud800",
      () => "x".repeat(below(5_000)),
      () => (depth > 3 ? [] : Array.from({ length: below(4) }, () => values(depth + 1))),
      () => (depth > 3 ? {} : object(depth + 1)),
    ])();
  const object = (depth: number): object =>
    Object.fromEntries(Array.from({ length: below(5) }, () => [memberName(), values(depth)]));
  const memberName = () =>
    pick([
      "KeyId",
      "Tags",
      "TagKeys",
      "Limit",
      "Marker",
      "Policy",
      "KeySpec",
      "__type",
      "toString",
      "a/b~c",
      "",
      "\u0000",
    ]);

  const bodies: readonly [() => string | Buffer, ...(() => string | Buffer)[]] = [
    () => bytes(below(2_000)),
    () => whole.slice(0, below(whole.length)),
    () => "[".repeat(below(5_000)) + "]".repeat(below(5_000)),
    () => `{"KeyId":${'{"a":'.repeat(below(3_000))}null`,
    () => `{"Tags":${"[".repeat(200)}null${"]".repeat(200)}}`,
    () => `{"${pick(["__proto__", "constructor", "toString", "hasOwnProperty"])}":${JSON.stringify(values(0))}}`,
    () => `{"__proto__":{"KeyId":"${KEY_ID}"}}`,
    () => `{"KeyId":"${KEY_ID}","KeyId":[]}`,
    () => Buffer.concat([Buffer.from('{"KeyId":"'), bytes(below(40)), Buffer.from('"}')]),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(whole)]),
    () => Buffer.from(whole, "utf16le"),
    () => JSON.stringify(values(0)) ?? "",
    () => JSON.stringify(object(0)),
    () => `{"Limit":1e${below(999)},"RotationPeriodInDays":-0}`,
    () => "",
    () => whole,
  ];
  // What a header can hold: anything but the line's end, NUL and the other controls that HTTP forbids.
  const headerText = () =>
    Buffer.from(bytes(below(60)).map((byte) => (byte < 0x20 || byte === 0x7f ? 0x21 : byte))).toString("latin1");
  const headers: readonly [() => string, ...(() => string)[]] = [
    () => `X-Amz-Target: TrentService.${pick(["__proto__", "constructor", "toString", "", "*"])}`,
    () => `X-Amz-Target: ${headerText()}`,
    () => `Content-Type: ${headerText()}`,
    () => `Prefer: ${pick(["code", "example", "seed", "dynamic"])}=${headerText()}`,
    () => `Prefer: dynamic=true, code=${pick([200, 400, 500, 404])}`,
    () => `Authorization: ${headerText()}`,
    () => `X-Amz-Security-Token: ${"t".repeat(below(6_000))}`,
    () => `X-Amz-Date: ${headerText()}`,
    () => `__proto__: ${headerText()}`,
    () => `Accept-Encoding: ${headerText()}`,
    () => `Expect: ${pick(["200-ok", "x"])}`,
    () => "Upgrade: h2c",
    () => `X-Filler: ${"f".repeat(below(8_000))}`,
  ];

  function framed(close: boolean): { bytes: Buffer; method: string } {
    const method = below(8) === 0 ? pick(["GET", "PUT", "DELETE", "HEAD", "PATCH", "PROPFIND", "OPTIONS"]) : "POST";
    const path = below(10) === 0 ? pick(["/x", "//", "/%", "/%00", "/..;/", "*", "/?%zz", `/${"p".repeat(500)}`]) : "/";
    const lines = [`X-Amz-Target: TrentService.${name()}`, `Content-Type: ${AWS_JSON}`];
    for (let more = below(4); more > 0; more--) {
      const line = pick(headers)();
      // One of a kind: some headers sent twice are a broken frame.
      const kind = line.slice(0, line.indexOf(":"));
      const at = lines.findIndex((known) => known.startsWith(`${kind}:`));
      if (at < 0) lines.push(line);
      else lines[at] = line;
    }
    const request = requestBytes(lines, pick(bodies)(), `${method} ${path} HTTP/1.1`);
    const text = request.toString("latin1");
    return {
      method,
      bytes: close ? request : Buffer.from(text.replace("Connection: close", "Connection: keep-alive"), "latin1"),
    };
  }

  const head = (...lines: string[]) =>
    `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${AWS_JSON}\r\nX-Amz-Target: TrentService.${name()}\r\n${lines.map((line) => `${line}\r\n`).join("")}`;
  const breaking: readonly [() => string | Buffer, ...(() => string | Buffer)[]] = [
    () => Buffer.concat([bytes(1 + below(300)), Buffer.from("\r\n\r\n")]),
    () => `${head(`X-Huge: ${"h".repeat(16_384 + below(20_000))}`)}\r\n`,
    () => `${head("Content-Length: 2", "Content-Length: 3")}\r\n{}`,
    () => `${head("Content-Length: 2", "Transfer-Encoding: chunked")}\r\n0\r\n\r\n`,
    () => `${head("Content-Length: -1")}\r\n`,
    () => `${head("Content-Length: 99999999999999999999")}\r\n`,
    () => `${head("Transfer-Encoding: chunked")}\r\nzz\r\n{}\r\n0\r\n\r\n`,
    () => `${head("Transfer-Encoding: chunked")}\r\n2\r\n{}xx`,
    () => `${head("Transfer-Encoding: gzip")}\r\n{}`,
    () => `${head("X-Nul: \0")}\r\n`,
    () => `${head("X-Folded: a\r\n b")}\r\n`,
    () => `${head("No colon")}\r\n`,
    () => `${head(": no name")}\r\n`,
    () => "POST / HTTP/9.9\r\n\r\n",
    () => "POST /\r\n\r\n",
    () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    () => "FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    () => "CONNECT x:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    () => `${head("Expect: 100-continue", "Content-Length: 9")}\r\n{}`,
    () => Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
  ];

  return () => {
    const kind = below(10);
    const before = Array.from({ length: below(12) }, () => framed(false));
    if (kind < 7) {
      const all = [...before, framed(true)];
      return {
        bytes: Buffer.concat(all.map((of) => of.bytes)),
        methods: all.map((of) => of.method),
        broken: false,
        hangsUp: false,
      };
    }
    const end = kind < 9 ? Buffer.from(pick(breaking)()) : framed(true).bytes;
    const cut = kind < 9 ? end : end.subarray(0, below(end.length));
    return {
      bytes: Buffer.concat([...before.map((of) => of.bytes), cut]),
      methods: before.map((of) => of.method),
      broken: true,
      hangsUp: kind === 9,
    };
  };
}
