import { createHash } from "node:crypto";
import { damaged, readSaved, type Saved, savedHead } from "../../engine/state/saved-state";
import { inPieces, snapshotText } from "../../engine/state/snapshot-text";

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
  yield savedHead(clock);
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
  const where = `The state file ${file}`;
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw damaged(where, bytes.length === 0 ? "it is empty" : "it is not JSON, or only a part of it", cause);
  }
  // The digest covers the bytes, not the value: it also shows damage that parsing hides.
  const body = bytes.subarray(0, Math.max(0, bytes.length - END_LENGTH));
  const [, digest] = END.exec(bytes.subarray(body.length).toString("latin1")) ?? [];
  return readSaved(json, where, digest === createHash("sha256").update(body).digest("hex"));
}
