import { type Document, type JsonObject, listOf, objectOf, resolve } from "../document";
import { type ErrorCatalogue, errorsOfStatus } from "./errors";
import type { Protocol } from "./protocol";
import type { Permission, RuleBook } from "./rule-book";

/** What completes an operation. */
export interface Completion {
  readonly protocol: Protocol;
  readonly errors: ErrorCatalogue;
  readonly rules: RuleBook;
  /** The rules of the protocol by their ids: the root of the bundle carries them. */
  readonly protocolRules: JsonObject;
}

/**
 * The whole of an operation that is written with only what is particular to it: with the parameters, media types and
 * response shells of the protocol, its declared errors with their examples, and its shared rules.
 */
export function completeOperation(document: Document, post: JsonObject, completion: Completion): JsonObject {
  const { protocol, rules } = completion;
  const name = String(post.operationId);
  const permission = objectOf(post["x-trent-permission"]) as unknown as Permission;
  const { "x-trent-errors": declared, "x-trent-rules": entries, requestBody, responses, ...rest } = post;
  return {
    ...rest,
    parameters: [protocol.template("x-trent-target-parameter", name), ...protocol.parameterReferences()],
    requestBody: {
      required: true,
      description: protocol.template("x-trent-request-description", name),
      content: Object.fromEntries(protocol.requestMediaTypes.map((type) => [type, mediaOf(requestBody)])),
    },
    responses: {
      ...objectOf(responses),
      200: successOf(objectOf(responses)["200"], protocol),
      400: clientErrorOf(document, name, declared, requestBody, permission, completion),
      500: errorResponse(name, declared, 500, completion),
    },
    "x-trent-rules": rules.rulesOf(name, entries, permission),
  };
}

function mediaOf(message: unknown): JsonObject {
  const [media] = Object.values(objectOf(objectOf(message).content));
  return structuredClone(objectOf(media));
}

/** An operation without a written success has no output. */
function successOf(written: unknown, protocol: Protocol): JsonObject {
  if (written === undefined) return protocol.response("EmptySuccess");
  return { ...protocol.response("Success"), content: structuredClone(objectOf(written).content) };
}

function errorResponse(
  name: string,
  declared: unknown,
  status: 400 | 500,
  { protocol, errors }: Completion,
): JsonObject {
  const response = protocol.response(status === 400 ? "ClientError" : "ServerError");
  const own = errorsOfStatus(name, declared, errors, status);
  const content = Object.entries(objectOf(response.content)).map(([type, value]) => {
    const { schema, examples } = objectOf(value);
    return [
      type,
      {
        schema: { oneOf: [...own.branches, ...listOf(objectOf(schema).oneOf)] },
        examples: { ...own.examples, ...objectOf(examples) },
      },
    ];
  });
  return { ...response, content: Object.fromEntries(content) };
}

function clientErrorOf(
  document: Document,
  name: string,
  declared: unknown,
  requestBody: unknown,
  permission: Permission,
  completion: Completion,
): JsonObject {
  const response = errorResponse(name, declared, 400, completion);
  const request = objectOf(resolve(document, mediaOf(requestBody).schema, "#").value);
  for (const media of Object.values(objectOf(response.content))) {
    const examples = objectOf(objectOf(media).examples);
    if (listOf(request.required).length === 0) delete examples["ValidationException.Missing"];
    examples.AccessDeniedException = { $ref: addAccessDenied(document, name, permission, completion.protocol) };
  }
  return response;
}

/** Each operation has an example of its own for AccessDeniedException: the text names the action. */
function addAccessDenied(document: Document, name: string, { via }: Permission, protocol: Protocol): string {
  const component = `AccessDeniedException${name}`;
  const message = protocol.accessDenied(via, name);
  objectOf(objectOf(document.components).examples)[component] = {
    summary: `${name} is not allowed (recorded form)`,
    value: { __type: "AccessDeniedException", message },
  };
  return `#/components/examples/${component}`;
}
