/** A request to the control interface that cannot be done; it becomes `{"error": message}`. */
export class ControlError extends Error {
  override readonly name = "ControlError";

  constructor(
    message: string,
    readonly status: 400 | 404 = 400,
  ) {
    super(message);
  }
}
