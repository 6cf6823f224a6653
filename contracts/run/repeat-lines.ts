import { objectOf } from "../../openapi/dialect/document";
import { isReadOnly } from "../contract-document";
import type { ContractExchange } from "../contract-exchange";
import { curlOf, quoted } from "../send/curl";

/** Where the lines are to be sent. */
export interface RepeatTarget {
  readonly name: string;
  readonly url: URL;
  /** Whether the suite started it, so that it has ended when somebody reads the lines. */
  readonly started: boolean;
}

/** What the lines take from an answer, because it differs each time. */
const TAKEN = { KeyId: "KEY", NextMarker: "MARKER" } as const;

/** The random end of each name that the suite gives. */
const OWN_NAME = /trent-contract-([0-9a-f]{8}-[0-9a-f-]{27})/g;

/**
 * Lines for a shell that repeat an exchange: where it is about a key that the suite had made, the first lines make
 * another one in the same way. Undefined where a shell cannot repeat it.
 */
export function repeatLines(
  exchange: ContractExchange,
  exchanges: readonly ContractExchange[],
  target: RepeatTarget,
): string | undefined {
  const last = curlOf(exchange.sent, target.started ? undefined : target.url);
  if (last === undefined) return undefined;
  const steps = stepsBefore(exchange, exchanges);
  const names = new Map<string, string>();
  const lines: string[] = [];
  for (const [, random = ""] of [...steps, exchange].map(textOf).join("\n").matchAll(OWN_NAME)) {
    if (names.has(random)) continue;
    names.set(random, `NAME${names.size + 1}`);
    lines.push(`${names.get(random)}=$(date +%s%N)`);
  }
  for (const step of steps) {
    const line = curlOf(step.sent, target.started ? undefined : target.url);
    if (line === undefined) return undefined;
    const taken = takenFrom(step);
    const silent = withNames(line, names).replace("curl -sS -i", "curl -sS");
    if (taken === undefined) lines.push(`${silent} > /dev/null`);
    else {
      const name = `${TAKEN[taken.member]}${names.size + 1}`;
      names.set(taken.value, name);
      lines.push(`${name}=$(${silent} | sed -n 's/.*"${taken.member}": *"\\([^"]*\\)".*/\\1/p')`);
    }
    if (settles(step, exchanges)) lines.push("sleep 3");
  }
  lines.push(withNames(last, names));
  if (target.started)
    lines.unshift(
      `TARGET=${quoted(target.url.origin)} # where your ${target.name} listens: the suite has stopped its own`,
    );
  return lines.join("\n");
}

/** The calls that made what an exchange is about: those of the state that its case, or the case that shares it, started from. */
function stepsBefore(exchange: ContractExchange, exchanges: readonly ContractExchange[]): ContractExchange[] {
  const text = textOf(exchange);
  const before = exchanges.filter(({ id, given, received }) => given && id < exchange.id && received?.status === 200);
  const used = (step: ContractExchange) => {
    const taken = takenFrom(step);
    return taken !== undefined && text.includes(taken.value);
  };
  const made = new Set(before.filter(used).map(({ case: caseId }) => caseId));
  return before.filter((step) => made.has(step.case) && (!isQuestion(step) || used(step)));
}

const isQuestion = ({ sent }: ContractExchange) => sent.operation !== undefined && isReadOnly(sent.operation);

/** Whether the suite had to ask more than once, after a step, until the target had settled. */
function settles(step: ContractExchange, exchanges: readonly ContractExchange[]): boolean {
  const later = exchanges.filter((e) => e.given && e.case === step.case && e.id > step.id);
  const next = later.findIndex((e) => !isQuestion(e));
  return !isQuestion(step) && later.slice(0, next < 0 ? undefined : next).length > 1;
}

function takenFrom({ sent, received }: ContractExchange): { member: keyof typeof TAKEN; value: string } | undefined {
  const body = objectOf(received?.json);
  const { KeyId } = objectOf(body.KeyMetadata);
  if (sent.operation === "CreateKey" && typeof KeyId === "string") return { member: "KeyId", value: KeyId };
  const { NextMarker } = body;
  return typeof NextMarker === "string" && NextMarker !== "" ? { member: "NextMarker", value: NextMarker } : undefined;
}

const textOf = ({ sent }: ContractExchange) => sent.body.toString("utf8");

/** A line with variables of the shell for what differs each time. The values stand inside single quotes. */
function withNames(line: string, names: ReadonlyMap<string, string>): string {
  let text = line;
  for (const [value, name] of names) text = text.replaceAll(value, `'"$${name}"'`);
  return text;
}
