import { ruleName } from "../../openapi/dialect/rule-model";
import { type Answer, AnswerValue, answerHeaders } from "./answer";
import { answerMediaType } from "./answer-media-type";
import { localityOf } from "./caller-locality";
import { ConnectionDrop } from "./connection-drop";
import { RULE_HEADER, refusalLine } from "./explain";
import type { ForeignWire } from "./foreign-wire";
import type { HostileMode } from "./hostile/hostile-mode";
import type { Journal } from "./journal";
import type { Locality } from "./locality";
import type { Log } from "./log";
import { parseBody } from "./parse-body";
import { ProtocolError, protocolError } from "./protocol-error";
import {
  type EngineRequest,
  headerText,
  openContext,
  type RequestContext,
  type RoutedContext,
} from "./request-context";
import type { ResolveAnswer } from "./resolve-answer";
import type { Router } from "./route";
import type { ValidateAnswer } from "./validate-answer";
import { validateRequest } from "./validate-request";

/** What the steps of a request use. */
export interface HandlerParts {
  /** Makes an answer's `x-amzn-RequestId`. */
  readonly requestId: () => string;
  /** The account and Region of unsigned calls. */
  readonly home: Locality;
  readonly router: Router;
  readonly resolve: ResolveAnswer;
  readonly validateAnswer: ValidateAnswer;
  readonly log: Log;
  readonly journal: Journal | undefined;
  readonly hostile: HostileMode | undefined;
  /** Whether a refusal names its rule in a header. */
  readonly explain: boolean;
  /** What only documents of other services need; undefined for our own, whose calls it would slow down. */
  readonly foreign: ForeignWire | undefined;
  /** A rule that a test has switched off. */
  readonly ruleOff: string | undefined;
}

/** Answers requests. */
export interface RequestHandler {
  /**
   * Answers a call of the API: at once where the state decides, later where an example of another document or a planned fault does.
   * Rejects with a {@link ConnectionDrop} where the connection is to be closed without an answer.
   */
  handle(request: EngineRequest): Answer | Promise<Answer>;
  /** The answer to a request that the server refused before it was a call. Its body is not read. */
  refuse(request: EngineRequest, error: unknown): Answer;
}

/**
 * The one way that a request goes: receive, route, parse, validate, resolve, validate the answer, write. It is refused in
 * the order of AWS's front end (docs/evidence/errors.md#order-of-checks): JSON, target, media type, headers, member types, constraints.
 *
 * No function is made for a call that the state answers: tsx names each function that is made, which costs more than
 * the call.
 */
export function createRequestHandler(parts: HandlerParts): RequestHandler {
  const { requestId, home, router, ruleOff, resolve, validateAnswer, log, journal, hostile, explain, foreign } = parts;
  return { handle, refuse };

  function handle(request: EngineRequest): Answer | Promise<Answer> {
    const context = open(request);
    try {
      // Found before the body is parsed, for log and journal. An unknown target is refused after that, as on AWS.
      context.route = router.find(targetOf(context));
      if (foreign) context.json = foreign.plainBody(context);
      context.members = parseBody(context.json);
      requireRoute(context);
      validateRequest(context, ruleOff);
      const value = resolve(context);
      return value instanceof Promise ? finishLater(context, value) : finish(context, value);
    } catch (error) {
      return write(context, refusal(context, error));
    }
  }

  function open(request: EngineRequest): RequestContext {
    return openContext(request, requestId(), localityOf(request.headers, home));
  }

  function requireRoute(context: RequestContext): asserts context is RoutedContext {
    if (context.route === undefined) throw router.refusal(targetOf(context));
  }

  function finish(context: RoutedContext, value: AnswerValue): Answer {
    validateAnswer(context, value);
    return write(context, value);
  }

  async function finishLater(context: RoutedContext, later: Promise<AnswerValue>): Promise<Answer> {
    try {
      return finish(context, await later);
    } catch (error) {
      return write(context, refusal(context, error));
    }
  }

  function refuse(request: EngineRequest, error: unknown): Answer {
    const context = open(request);
    return write(context, refusal(context, error));
  }

  /** The answer that an error becomes. What is no error of the API is a fault of the mock. */
  function refusal(context: RequestContext, error: unknown): AnswerValue {
    if (error instanceof ConnectionDrop) {
      record(context, undefined);
      throw error;
    }
    if (error instanceof ProtocolError) {
      context.rule = error.rule;
      if (error.hint) log.warn(error.hint);
      return new AnswerValue(error.status, error.body, foreign?.errorType(context));
    }
    log.error(`the mock itself failed: ${error instanceof Error ? error.stack : String(error)}`);
    const { status, body } = protocolError("mock.internal");
    return new AnswerValue(status, body);
  }

  function write(context: RequestContext, value: AnswerValue): Answer {
    const accept = headerText(context.headers, "accept");
    const mediaType = accept === undefined ? value.mediaType : answerMediaType(accept, value.mediaType);
    const headers = answerHeaders(context.requestId, mediaType);
    // No bytes are no JSON, and other tools would parse them. AWS names its own type even so.
    if (mediaType !== value.mediaType && value.body === undefined) delete headers["Content-Type"];
    if (explain && context.rule !== undefined) headers[RULE_HEADER] = ruleName(context.rule);
    const body = hostile ? hostile.body(nameOf(context) ?? "", value.status, value.body) : value.json;
    record(context, value);
    if (value.isCut) return { status: value.status, headers, body, isCut: true };
    return { status: value.status, headers, body };
  }

  /** @param value undefined where the connection is closed without an answer. */
  function record(context: RequestContext, value: AnswerValue | undefined): void {
    const isLogged = log.writes("info");
    if (!journal && !isLogged) return;
    const milliseconds = performance.now() - context.receivedAt;
    journal?.add(context, value, milliseconds);
    if (context.rule && log.writes("debug")) log.debug(refusalLine(context.rule));
    if (isLogged) log.info(`${nameOf(context) ?? "-"} ${value?.status ?? "dropped"} ${milliseconds.toFixed(2)} ms`);
  }
}

function targetOf({ headers }: RequestContext): string | undefined {
  return headerText(headers, "x-amz-target");
}

function nameOf({ route }: RequestContext): string | undefined {
  return route?.operation.name;
}
