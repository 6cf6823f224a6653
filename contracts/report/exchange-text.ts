import type { RunResult } from "./run-result";

/** The exchanges of a replayed case, complete but for secrets. */
export function exchangeText({ exchanges }: RunResult): string {
  return exchanges
    .map(({ request, response, fault, milliseconds }) => {
      const headers = (lines: readonly (readonly [string, string])[]) =>
        lines.map(([name, value]) => `${name}: ${value}`).join("\n");
      const answer = response
        ? `${response.status}\n${headers(response.headers)}\n\n${response.body}`
        : `no answer: ${fault}`;
      return `\n> ${request.line}\n${headers(request.headers)}\n\n${request.body}\n\n< after ${milliseconds} ms: ${answer}\n`;
    })
    .join("");
}
