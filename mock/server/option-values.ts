import { InvalidArgumentError } from "commander";
import { hostNameOf } from "./access/host-name";
import { originMeant } from "./access/origin";

/** Reads the value of an option. Each throws an InvalidArgumentError that says what the option takes. */
type ReadValue<T> = (text: string) => T;

/** A port of TCP; 0 for a free one. */
export const port: ReadValue<number> = (text) => {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError("It takes a number from 0 to 65535.");
  return value;
};

/** A whole number from 0. */
export const whole: ReadValue<number> = (text) => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It takes a whole number from 0.");
  return Number(text);
};

/** Seconds, also parts of one, up to an hour. */
export const seconds: ReadValue<number> = (text) => {
  if (!/^\d{1,4}(\.\d+)?$/.test(text) || Number(text) > 3600)
    throw new InvalidArgumentError("It takes seconds from 0 to 3600.");
  return Number(text);
};

/** A size in MiB. */
export const mebibytes: ReadValue<number> = (text) => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It takes a number of MiB from 1 to 999999.");
  return Number(text);
};

/** A text of a pattern. */
export function matching(pattern: RegExp, says: string): ReadValue<string> {
  return (text) => {
    if (!pattern.test(text)) throw new InvalidArgumentError(says);
    return text;
  };
}

/** An origin exactly as browsers send it: any other form would never match. */
export const origin: ReadValue<string> = (text) => {
  const meant = originMeant(text);
  // Sandboxed pages of any address are of the origin null.
  if (meant === undefined || text === "null")
    throw new InvalidArgumentError(`"${text}" is no origin. It takes one such as http://localhost:3000.`);
  if (meant !== text) throw new InvalidArgumentError(`"${text}" is no origin. Write it as browsers send it: ${meant}`);
  return text;
};

/** An origin, or `*` for any. */
export const originOrAny: ReadValue<string> = (text) => (text === "*" ? text : origin(text));

/** A host name or address, without scheme and port. */
export const hostName: ReadValue<string> = (text) => {
  const name = hostNameOf(text.replace(/^[a-z]+:\/\//i, "").replace(/\/$/, ""));
  if (name === undefined) throw new InvalidArgumentError("It takes a host name such as mock.internal.");
  if (name !== text.toLowerCase()) throw new InvalidArgumentError(`"${text}" is no host name. Write it as ${name}`);
  return name;
};

/** Values of one kind, also several with commas between them: an environment variable has no other way. */
export function list<T>(read: ReadValue<T>): (text: string, before?: readonly T[]) => readonly T[] {
  return (text, before = []) => [
    ...before,
    ...text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean)
      .map(read),
  ];
}
