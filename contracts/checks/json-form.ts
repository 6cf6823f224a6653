import { odditiesOf } from "./json-text";
import type { ExchangeView, WireCheck } from "./wire-check";

const isJson = ({ body }: ExchangeView) => body !== undefined;

export const uniqueMembers: WireCheck = {
  id: "wire.unique-members",
  level: "MUST",
  sentence: "No object of the body has a member twice.",
  source: "docs/evidence/README.md#standards",
  provenance: "protocol",
  applies: isJson,
  find: ({ received }) => {
    const twin = odditiesOf(received.bytes.toString("utf8")).find(({ kind }) => kind === "twin");
    return twin && { expected: "each member once", actual: `${twin.at} twice` };
  },
};

export const compact: WireCheck = {
  id: "wire.compact",
  level: "SHOULD",
  sentence: "The body has no blanks between its tokens.",
  source: "docs/evidence/wire-protocol.md#compact-json",
  provenance: "recorded",
  applies: isJson,
  find: ({ received }) => {
    const blank = odditiesOf(received.bytes.toString("utf8")).find(({ kind }) => kind === "blank");
    return blank && { expected: "no blanks between tokens", actual: `a blank at ${blank.at}` };
  },
};
