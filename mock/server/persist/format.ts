import { createHash } from "node:crypto";
import { TrentProblem } from "../../../openapi/dialect/problems";
import { checkSnapshot, type Snapshot } from "../../engine/state/snapshot";
import { inPieces, snapshotText } from "../../engine/state/snapshot-text";

/** What a state file holds. */
export interface Saved {
  readonly state: Snapshot;
  /** The mock's clock, any JSON value. Its owner checks it after loading. */
  readonly clock: unknown;
}

const FORMAT = "trent-state";
const VERSION = 1;

/**
 * The text of a state file, piece by piece: one JSON value with each key on a line of its own. Its last member is the
 * SHA-256 of all bytes before that member, which shows damage anywhere in the file.
 */
export function* encode(saved: Saved): Generator<string> {
  const hash = createHash("sha256");
  for (const piece of inPieces(parts(saved))) {
    hash.update(piece);
    yield piece;
  }
  yield `,"digest":"${hash.digest("hex")}"}\n`;
}

function* parts({ state, clock }: Saved): Generator<string> {
  yield `{"format":"${FORMAT}","version":${VERSION},"clock":${JSON.stringify(clock) ?? "null"},"state":`;
  yield* snapshotText(state);
}

const END = /,"digest":"([0-9a-f]{64})"\}\n$/;
const END_LENGTH = ',"digest":""}\n'.length + 64;

/**
 * Reads a state file.
 * @param file its name, for the error message.
 * @throws TrentProblem when it is damaged, of another version or no state file at all.
 */
export function decode(bytes: Buffer, file: string): Saved {
  const refuse = (why: string, cause?: unknown) =>
    new TrentProblem("TRENT_E_STATE_DAMAGED", `The state file ${file} cannot be loaded: ${why}.`, { cause });
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw refuse(bytes.length === 0 ? "it is empty" : "it is not JSON, or only a part of it", cause);
  }
  const { format, version, state, clock } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (format !== FORMAT) throw refuse("it is not a state file of Trent");
  if (version !== VERSION) throw refuse(`it has version ${JSON.stringify(version)}, and this Trent reads ${VERSION}`);
  // The digest covers the bytes, not the value: it also shows damage that parsing hides.
  const body = bytes.subarray(0, Math.max(0, bytes.length - END_LENGTH));
  const [, digest] = END.exec(bytes.subarray(body.length).toString("latin1")) ?? [];
  if (digest !== createHash("sha256").update(body).digest("hex")) {
    throw refuse("its content does not fit its digest, so it has been changed since it was written");
  }
  if (clock === undefined) throw refuse("it has no clock");
  try {
    checkSnapshot(state);
  } catch (cause) {
    if (!(cause instanceof TrentProblem)) throw cause;
    throw refuse(cause.message.replace(/\.$/, ""), cause);
  }
  return { state, clock };
}
