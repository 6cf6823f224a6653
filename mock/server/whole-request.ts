import { IncomingMessage } from "node:http";

/** What takes the pieces of a body as they arrive, and null at its end. */
export type TakePiece = (piece: Buffer | null) => void;

/**
 * A request whose body can be taken without a stream. What Node does so that a stream can be paused, piped and read later costs
 * a fifth of an answer, and a call of the API is always read at once and whole.
 */
export class WholeRequest extends IncomingMessage {
  #take: TakePiece | undefined = undefined;

  /** Has all pieces of the body given to `take`. Called before the first has arrived; nothing else can then read the body. */
  takeBody(take: TakePiece): void {
    this.#take = take;
  }

  /** Called by Node with each piece of the body, and with null at its end. */
  override push(piece: Buffer | null): boolean {
    if (this.#take === undefined) return super.push(piece);
    this.#take(piece);
    return true;
  }

  /** Called by Node where it finds that nobody reads the body: to throw away what it holds of it. */
  override resume(): this {
    return this.#take === undefined ? super.resume() : this;
  }
}
