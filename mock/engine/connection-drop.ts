/** Thrown where a planned fault closes the connection without an answer. */
export class ConnectionDrop extends Error {
  override readonly name = "ConnectionDrop";
}
