/** Compiled by `tsc`, never run: each line below an `@ts-expect-error` must not compile, or `tsc` fails. */
import { KMSClient } from "@aws-sdk/client-kms";
import { trentRequestHandler } from "../../mock/adapters/aws-sdk";
import { createTrent } from "../../mock/adapters/in-process";
import { trentHandlers, trentHttp } from "../../mock/adapters/msw";

export const handlers = [
  ...trentHandlers(createTrent()),
  trentHttp.EnableKeyRotation(({ body, success }) => (body.RotationPeriodInDays === 90 ? success() : undefined)),
  trentHttp.ListKeys(async ({ success }) => success({ Keys: [], Truncated: false }), { once: true }),
  trentHttp.TagResource(({ error }) => error("TagException", "too many")),
  // @ts-expect-error a member that the request does not have
  trentHttp.EnableKeyRotation(({ body, success }) => (body.Days === 90 ? success() : undefined)),
  // @ts-expect-error an error that the operation does not declare
  trentHttp.EnableKeyRotation(({ error }) => error("TagException")),
  // @ts-expect-error the response of another operation
  trentHttp.ListKeys(({ success }) => success({ KeyRotationEnabled: true })),
  // @ts-expect-error an operation without output has no response
  trentHttp.EnableKeyRotation(({ success }) => success({})),
  // @ts-expect-error a response without its text
  trentHttp.ListKeys(() => "text"),
  // @ts-expect-error an operation that is not there
  trentHttp.EnableKeyRotations(({ success }) => success()),
];

// @ts-expect-error a fixture is no file here
export const wrongFixture = createTrent({ fixtures: "mine.yaml" });

/** The handler is what a client of the SDK takes. */
export const client = new KMSClient({ requestHandler: trentRequestHandler(createTrent()) });

/** The mock's fetch is what takes a fetch. */
export const ownFetch: typeof fetch = createTrent().fetch;
