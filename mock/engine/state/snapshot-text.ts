import type { Snapshot } from "./snapshot";

/** Characters in one piece: about a millisecond of work, after which calls are served again. */
const PIECE = 256 * 1024;

/**
 * The JSON text of a snapshot, part by part: each key is one, on a line of its own. The whole may be longer than the
 * longest text that V8 has.
 */
export function* snapshotText(snapshot: Snapshot): Generator<string> {
  let before = "{";
  for (const [name, value] of Object.entries(snapshot)) {
    yield `${before}\n${JSON.stringify(name)}:`;
    before = ",";
    if (Array.isArray(value)) yield* listText(value);
    else yield JSON.stringify(value);
  }
  yield "\n}";
}

function* listText(items: readonly unknown[]): Generator<string> {
  yield "[";
  let before = "\n";
  for (const item of items) {
    yield `${before}${JSON.stringify(item)}`;
    before = ",\n";
  }
  yield "]";
}

/** Puts small parts together to pieces that are worth a write. Each piece is made when it is asked for. */
export function* inPieces(parts: Iterable<string>): Generator<string> {
  let piece = "";
  for (const part of parts) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}
