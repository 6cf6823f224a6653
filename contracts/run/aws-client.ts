import { isDeepStrictEqual } from "node:util";
import type * as Kms from "@aws-sdk/client-kms";
import type { TrentOperation } from "../../generated/types";
import { isObject, type JsonObject, objectOf } from "../../openapi/dialect/document";
import type { CLIENT_CLAUSES } from "../clauses/client-clauses";
import { type Finding, shown } from "../finding";
import type { StateApi } from "../given/define-state";
import { makeKey } from "../given/key-states";
import { NOBODYS_KEY } from "../given/provider-states";
import { clientHandler } from "../send/client-handler";
import type { Credentials } from "../send/credentials";
import { ATTEMPTS } from "../send/throttled";
import { NotTestable, RunStopped } from "../suite-errors";
import { withoutNulls } from "../without-nulls";
import type { RunContext } from "./run-context";
import { stateApi } from "./state-api";

type ClientClause = (typeof CLIENT_CLAUSES)[number]["id"];

/** A call of the client, and what it must return. */
interface ClientQuestion {
  readonly operation: TrentOperation;
  readonly clause: ClientClause;
  ask(kms: typeof Kms, client: Kms.KMSClient, KeyId: string, api: StateApi): Promise<Finding | undefined>;
}

/** Loads AWS's client; undefined where it is not installed. */
export async function loadAwsClient(): Promise<typeof Kms | undefined> {
  // Its notice about old versions of Node would interrupt the output, and tells nothing about the target.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return import("@aws-sdk/client-kms").catch(() => undefined);
}

/**
 * Reads the target through AWS's own client, which we did not write. Where the client is not installed, its clauses are
 * not testable; that does not gate, because the target is not the reason.
 * @throws RunStopped where the target ended
 */
export async function askAwsClient(
  context: RunContext,
  credentials: Credentials,
  load: typeof loadAwsClient = loadAwsClient,
): Promise<void> {
  const kms = await load();
  const skip = (reason: string, of: Pick<ClientQuestion, "clause" | "operation">, ours = false) =>
    context.skipped.push({ clause: of.clause, operation: of.operation, status: "not-testable", reason, ours });
  if (!kms) {
    for (const question of QUESTIONS)
      skip("@aws-sdk/client-kms is not installed beside the suite: npm install @aws-sdk/client-kms", question, true);
    return;
  }
  const client = new kms.KMSClient({
    endpoint: context.sender.url.origin,
    ...(context.sender.isInProcess && { requestHandler: clientHandler(context.sender) }),
    region: context.location.region,
    credentials,
    // As in the suite's own calls: a throttled answer says nothing about the call.
    maxAttempts: ATTEMPTS,
  });
  try {
    const api = stateApi(context, "client");
    const { id: KeyId } = await makeKey(api);
    for (const question of QUESTIONS) {
      const { clause, operation, ask } = question;
      const verdict = { clause, operation, exchange: undefined, case: `client.${operation}` };
      try {
        const finding = await ask(kms, client, KeyId, api);
        context.verdicts.push({ ...verdict, finding });
      } catch (error) {
        if (error instanceof RunStopped) throw error;
        if (error instanceof NotTestable) skip(error.message, question);
        else {
          // What stopped the target is not the client's failure.
          if (isSilence(error)) await context.policy.breaker?.afterSilence(String(error), verdict.case);
          context.verdicts.push({
            ...verdict,
            finding: { expected: "an answer that the client reads", actual: String(error) },
          });
        }
      }
    }
  } catch (error) {
    if (!(error instanceof NotTestable)) throw error;
    for (const question of QUESTIONS) skip(error.message, question);
  } finally {
    client.destroy();
  }
}

/** Whether the client got no answer at all: an answer has a status. */
function isSilence(error: unknown): boolean {
  return objectOf(objectOf(error).$metadata).httpStatusCode === undefined && objectOf(error).$response === undefined;
}

/** A read-only call, which the suite makes too: the client must return the values of the body. */
function reads<Operation extends "GetKeyRotationStatus" | "DescribeKey" | "ListKeyRotations">(
  operation: Operation,
  members: (body: JsonObject) => JsonObject,
  send: (kms: typeof Kms, client: Kms.KMSClient, KeyId: string) => Promise<object>,
): ClientQuestion {
  return {
    operation,
    clause: "client.reads-success",
    ask: async (kms, client, KeyId, api) => {
      const body = await api.call(operation, { KeyId });
      const wanted = onWire(members(objectOf(withoutNulls(body))));
      const actual = onWire(members(objectOf(await send(kms, client, KeyId))));
      return isDeepStrictEqual(wanted, actual)
        ? undefined
        : { expected: `the values of the body: ${shown(wanted)}`, actual: shown(actual) };
    },
  };
}

/** A value as JSON has it. The client turns seconds into dates of whole milliseconds. */
function onWire(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (typeof value === "number") return Math.round(value * 1000) / 1000;
  if (Array.isArray(value)) return value.map(onWire);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, onWire(member)]));
}

/** What the client throws for a key that is not there. */
async function refusal(kms: typeof Kms, client: Kms.KMSClient): Promise<unknown> {
  const answer: unknown = await client
    .send(new kms.EnableKeyRotationCommand({ KeyId: NOBODYS_KEY }))
    .catch((error: unknown) => error);
  if (answer instanceof Error && !(answer instanceof kms.KMSServiceException)) throw answer;
  return answer;
}

const QUESTIONS: readonly ClientQuestion[] = [
  {
    operation: "EnableKeyRotation",
    clause: "client.reads-success",
    ask: async (kms, client, KeyId) => {
      const { $metadata, ...output } = await client.send(
        new kms.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 180 }),
      );
      return isDeepStrictEqual(output, {}) && $metadata.httpStatusCode === 200
        ? undefined
        : { expected: "no members", actual: shown(output) };
    },
  },
  reads(
    "GetKeyRotationStatus",
    ({ KeyRotationEnabled, RotationPeriodInDays, NextRotationDate }) => ({
      KeyRotationEnabled,
      RotationPeriodInDays,
      NextRotationDate,
    }),
    (kms, client, KeyId) => client.send(new kms.GetKeyRotationStatusCommand({ KeyId })),
  ),
  reads(
    "DescribeKey",
    (body) => {
      const { KeyId, Enabled, CreationDate } = objectOf(body.KeyMetadata);
      return { KeyId, Enabled, CreationDate };
    },
    (kms, client, KeyId) => client.send(new kms.DescribeKeyCommand({ KeyId })),
  ),
  reads(
    "ListKeyRotations",
    ({ Rotations, Truncated }) => ({ Rotations, Truncated }),
    (kms, client, KeyId) => client.send(new kms.ListKeyRotationsCommand({ KeyId })),
  ),
  {
    operation: "EnableKeyRotation",
    clause: "client.reads-error",
    ask: async (kms, client) => {
      const error = await refusal(kms, client);
      const fits =
        error instanceof kms.NotFoundException && error.$fault === "client" && error.$metadata.httpStatusCode === 400;
      return fits
        ? undefined
        : { expected: "NotFoundException, a client fault with status 400", actual: String(error) };
    },
  },
  {
    operation: "EnableKeyRotation",
    clause: "client.reads-request-id",
    ask: async (kms, client) => {
      const id = objectOf(objectOf(await refusal(kms, client)).$metadata).requestId;
      return id ? undefined : { expected: "a request id", actual: shown(id) };
    },
  },
];

/** The ids of what the client is asked, as `--only` and `--replay` take them. */
export const CLIENT_CASES: readonly string[] = [...new Set(QUESTIONS.map(({ operation }) => `client.${operation}`))];
