import type { HeaderLine } from "../contract-exchange";
import { oneLine } from "./one-line";
import type { RunResult } from "./run-result";

/** The exchanges of a replayed case, complete but for secrets. Each line has its sign, so that none is a command to GitHub's runner. */
export function exchangeText({ exchanges }: RunResult): string {
  return exchanges
    .map(({ request, response, fault, milliseconds }) => {
      const question = message(request.line, request.headers, request.body);
      const answer = response ? message(`${response.status}`, response.headers, response.body) : `no answer: ${fault}`;
      return `\n${signed(">", question)}\n< after ${milliseconds} ms:\n${signed("<", answer)}\n`;
    })
    .join("");
}

function message(line: string, headers: readonly HeaderLine[], body: string): string {
  return [line, ...headers.map(([name, value]) => `${name}: ${value}`), "", body].join("\n");
}

function signed(sign: string, text: string): string {
  return text
    .split("\n")
    .map((line) => `${sign} ${oneLine(line)}`.trimEnd())
    .join("\n");
}
