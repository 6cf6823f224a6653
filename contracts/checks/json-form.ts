import { odditiesOf } from "./json-text";
import type { Check, ExchangeView } from "./wire-check";

const isJson = ({ body }: ExchangeView) => body !== undefined;

export const uniqueMembers: Check = {
  clause: "wire.unique-members",
  applies: isJson,
  find: ({ received }) => {
    const twin = odditiesOf(received.bytes.toString("utf8")).find(({ kind }) => kind === "twin");
    return twin && { expected: "each member once", actual: `${twin.at} twice` };
  },
};

export const compact: Check = {
  clause: "wire.compact",
  applies: isJson,
  find: ({ received }) => {
    const blank = odditiesOf(received.bytes.toString("utf8")).find(({ kind }) => kind === "blank");
    return blank && { expected: "no blanks between tokens", actual: `a blank at ${blank.at}` };
  },
};
