import { IncomingMessage } from "node:http";

/** What takes the pieces of a body as they arrive, and null at its end. */
type TakePiece = (piece: Buffer | null) => void;

/** Takes nothing: of a body that was taken whole, which Node may keep the request of until the next one on its connection. */
const TAKEN: TakePiece = () => {};

/**
 * A request whose body can be taken without a stream. What Node does so that a stream can be paused, piped and read later costs
 * a fifth of an answer, and a call of the API is always read at once and whole (docs/decisions/0006-past-fastify.md).
 */
export class WholeRequest extends IncomingMessage {
  #take: TakePiece | undefined = undefined;

  /** Has all pieces of the body given to `take`. Called before the first has arrived; nothing else can then read the body. */
  takeBody(take: TakePiece): void {
    this.#take = take;
  }

  /** Called by Node with each piece of the body, and with null at its end. */
  override push(piece: Buffer | null): boolean {
    const take = this.#take;
    if (take === undefined) return super.push(piece);
    if (piece === null) this.#take = TAKEN;
    take(piece);
    return true;
  }

  /** Called by Node where it finds that nobody reads the body: to throw away what it holds of it. */
  override resume(): this {
    return this.#take === undefined ? super.resume() : this;
  }
}
