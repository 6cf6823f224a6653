/** The code of an error of the operating system, such as `ENOENT`; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  // Not by instanceof: under Jest the errors of node:fs are of another realm's Error.
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return typeof code === "string" && syscall !== undefined ? code : undefined;
}
