import nodeCrypto from "node:crypto";
import type { ConnectionErrorCodeType, TrentOperation } from "../../generated/types";
import { validators } from "../../generated/validators";
import { Remembered } from "../../mock/engine/cryptography/remembered";
import { WrappingKeys } from "../../mock/engine/cryptography/wrapping-keys";
import { allOperations } from "../../mock/engine/state/all-operations";
import type { StateEvent } from "../../mock/engine/state/events";
import { stateOfFixture } from "../../mock/engine/state/fixture";
import type { FixtureDocument } from "../../mock/engine/state/fixture-document";
import { seededIds } from "../../mock/engine/state/ids";
import type { OperationOutcome, Principal, RequestOf, ResponseOf } from "../../mock/engine/state/operation-call";
import { catchUpTo, perform } from "../../mock/engine/state/perform";
import { DEFAULT_TIMING, type Timing } from "../../mock/engine/state/transition-context";
import { createNodeCryptography } from "../../mock/node-cryptography/node-cryptography";
import { readFixture } from "../../mock/server/fixture-file";

export const ACCOUNT = "111122223333";
export const REGION = "us-east-1";
export const OTHER_REGION = "us-west-2";
export const DAY = 86_400_000;
/** 2026-01-15T12:00:00.123Z: with milliseconds, so that a lost fraction shows. */
export const START = Date.UTC(2026, 0, 15, 12, 0, 0, 123);

export const CRYPTOGRAPHY = createNodeCryptography(nodeCrypto);
/** Shared by all worlds: a pair takes longer than most tests. */
const WRAPPING_KEYS = new WrappingKeys(seededIds("wrapping keys").bytes);

/** The fixtures that worlds begin with, each read once. */
const FIXTURES = new Remembered<FixtureDocument>(100);

/** Who calls and where, where it is not the usual. */
export interface Elsewhere {
  readonly account?: string;
  readonly region?: string;
  readonly principal?: Principal;
  /** What connecting a custom key store comes to, as a planned fault says it. */
  readonly connectionError?: ConnectionErrorCodeType;
}

/** A state with a clock. Each answer is judged by the document's validators before a test sees it. */
export class World {
  now = START;
  readonly ids = seededIds(1);
  readonly events: StateEvent[] = [];
  /** A rule that is switched off, such as `EnableKeyRotation.disabled-key`. */
  ruleOff: string | undefined;
  /** Whether AWS's quotas are lifted. */
  noQuotas = false;
  readonly state;

  constructor(
    fixture = "",
    readonly timing: Timing = DEFAULT_TIMING,
  ) {
    const read = FIXTURES.of(fixture, () => readFixture(fixture, "test.yaml"));
    this.state = stateOfFixture(read, { region: REGION, account: ACCOUNT }, START);
  }

  get context() {
    const { now, ids, timing, ruleOff, noQuotas } = this;
    return {
      now,
      ids,
      timing,
      operations: allOperations,
      ruleOff,
      noQuotas,
      cryptography: CRYPTOGRAPHY,
      wrappingKeys: WRAPPING_KEYS,
    };
  }

  call<Operation extends TrentOperation>(
    operation: Operation,
    request: RequestOf<Operation>,
    elsewhere: Elsewhere = {},
  ): OperationOutcome<Operation> {
    const judge = validators[operation];
    if (!judge.requestBody(request)) throw new Error(`the test's own request is wrong: ${JSON.stringify(request)}`);
    const call = { operation, request, account: ACCOUNT, region: REGION, requestId: this.ids.uuid(), ...elsewhere };
    const { outcome, events } = perform(this.state, call, this.context);
    this.events.push(...events);
    const [status, body] =
      outcome.kind === "success"
        ? ([200, outcome.body === undefined ? "" : outcome.body] as const)
        : ([
            400,
            { __type: outcome.type, ...(outcome.message !== undefined && { message: outcome.message }) },
          ] as const);
    const judged = judge.responseBody[status];
    if (!judged(JSON.parse(JSON.stringify(body)))) {
      throw new Error(`${operation} ${status} ${JSON.stringify(body)}: ${JSON.stringify(judged.errors)}`);
    }
    return outcome;
  }

  /** The body of a call that has to succeed. */
  ok<Operation extends TrentOperation>(
    operation: Operation,
    request: RequestOf<Operation>,
    elsewhere: Elsewhere = {},
  ): ResponseOf<Operation> {
    const outcome = this.call(operation, request, elsewhere);
    if (outcome.kind === "refusal") throw new Error(`${operation}: ${outcome.type} ${outcome.message}`);
    return outcome.body;
  }

  /** `Type: text` of a call that has to be refused; only the type where there is no text. */
  fault<Operation extends TrentOperation>(
    operation: Operation,
    request: RequestOf<Operation>,
    elsewhere: Elsewhere = {},
  ): string {
    return said(this.call(operation, request, elsewhere));
  }

  /** Moves the clock, and lets happen what is due. */
  pass(milliseconds: number): void {
    this.now += milliseconds;
    this.events.push(...catchUpTo(this.state, this.context).events);
  }

  createKey(request: RequestOf<"CreateKey"> = {}, elsewhere: Elsewhere = {}): string {
    return this.ok("CreateKey", request, elsewhere).KeyMetadata!.KeyId;
  }

  /** The names that ListAliases shows, without those of AWS that no service has used. */
  aliasNames(elsewhere: Elsewhere = {}): string[] {
    const { Aliases } = this.ok("ListAliases", { Limit: 100 }, elsewhere);
    return Aliases!.filter(({ TargetKeyId }) => TargetKeyId !== undefined).map(({ AliasName }) => AliasName!);
  }
}

/** An outcome in one line: `ok`, or the error's type and text. */
export function said(outcome: OperationOutcome): string {
  if (outcome.kind === "success") return "ok";
  return outcome.message === undefined ? outcome.type : `${outcome.type}: ${outcome.message}`;
}

/** The ARN of a key of the usual account. */
export function arnOf(id: string, region = REGION, account = ACCOUNT): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}
