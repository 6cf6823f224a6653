import type { Protocol } from "../complete/protocol";
import { type Document, isObject, type JsonObject, listOf, objectOf, resolve } from "../document";
import { errorsOf } from "../operations";
import { addComponent, refName, refTo } from "./components";
import { describeErrors, type ErrorComponents } from "./error-components";
import { statusOfError } from "./faults";
import { responseContent } from "./media-types";
import { type Message, mediaOf, type Post, postsOf, responsesOfPost } from "./posts";
import { counted, type NormaliseStep } from "./rule";

/** The directory's converter numbers the errors of an operation from here on, past 499 too. */
const FIRST_MADE_UP = 480;

/** An error of an operation: its name, its schema, and the status that it is documented and really sent with. */
interface Declared {
  readonly name: string;
  readonly schema: unknown;
  readonly from: number;
  readonly to: 400 | 500;
}

/**
 * The directory gives each error of an operation a made-up status, counted from 480. All errors of an
 * operation become one 400 and one 500, each a `oneOf` told apart by a constant `__type`, with a named example for
 * each, and with the protocol's own errors. An operation whose errors have that form already is left alone.
 */
export function foldErrors(document: Document, protocol: Protocol): NormaliseStep[] {
  const posts = postsOf(document).flatMap((post) => {
    const responses = responsesOfPost(document, post).filter(({ key }) => /^[45]\d\d$/.test(key));
    return isFolded(document, responses) ? [] : [{ post, declared: declaredErrors(document, responses) }];
  });
  const all = posts.flatMap(({ declared }) => declared);
  const components = describeErrors(document, new Map(all.map(({ name, schema }) => [name, schema])));
  for (const { post, declared } of posts) replaceErrors(document, post, declared, components, protocol);
  const moved = all.filter(({ from, to }) => from !== to);
  const [low, high] = [Math.min(...moved.map(({ from }) => from)), Math.max(...moved.map(({ from }) => from))];
  const where = counted(posts.length, "operation");
  return [
    {
      count: moved.length,
      says: `folded ${counted(moved.length, "status", "statuses")} (${low}-${high}) of ${where} into 400 and 500`,
    },
    { count: components.described, says: `described ${counted(components.described, "error")} by a constant __type` },
    { count: posts.length, says: `added the protocol's own errors to 400 and 500 of ${where}` },
  ];
}

/** Whether an operation has a 400, and all its errors have real statuses and are told apart by `__type`. */
function isFolded(document: Document, responses: readonly Message[]): boolean {
  const tellsApart = ({ key, value }: Message) => {
    const schema = resolve(document, mediaOf(value)[0]?.schema, key);
    return !/^4[89]\d$/.test(key) && errorsOf(document, schema).length > 0;
  };
  return responses.some(({ key }) => key === "400") && responses.every(tellsApart);
}

function declaredErrors(document: Document, responses: readonly Message[]): Declared[] {
  const statuses = new Set(responses.map(({ key }) => Number(key)));
  let madeUp = FIRST_MADE_UP;
  while (statuses.has(madeUp)) madeUp++;
  return responses.flatMap(({ key, value }) => {
    const from = Number(key);
    const schema = mediaOf(value)[0]?.schema;
    return branchesOf(document, schema).map((branch) => {
      const name = refName(branch) ?? wordOf(value.description) ?? `Error${from}`;
      const isMadeUp = from >= FIRST_MADE_UP && from < madeUp;
      const to = isMadeUp ? statusOfError(name) : from < 500 ? 400 : 500;
      return { name, schema: resolve(document, branch, key).value, from, to };
    });
  });
}

/** The errors that a schema stands for: the branches of its `oneOf` or `anyOf`, or itself. */
function branchesOf(document: Document, schema: unknown): unknown[] {
  const { oneOf, anyOf } = objectOf(resolve(document, schema, "#").value);
  const branches = [...listOf(oneOf), ...listOf(anyOf)].filter(isObject);
  return branches.length > 0 ? branches.flatMap((branch) => branchesOf(document, branch)) : [schema];
}

function wordOf(description: unknown): string | undefined {
  return typeof description === "string" && /^[A-Za-z]\w*$/.test(description) ? description : undefined;
}

function replaceErrors(
  document: Document,
  { post }: Post,
  declared: readonly Declared[],
  components: ErrorComponents,
  protocol: Protocol,
): void {
  const others = Object.entries(objectOf(post.responses)).filter(([status]) => !/^[45]\d\d$/.test(status));
  const taken = new Set(declared.map(({ name }) => name));
  const response = (status: 400 | 500, description: string): JsonObject => {
    const own = [...new Set(declared.filter(({ to }) => to === status).map(({ name }) => name))];
    const added = protocol
      .errorNames(status === 400 ? "ClientError" : "ServerError")
      .filter((name) => !taken.has(name));
    // The protocol's errors are one component, which compiles once for all operations that declare none of them.
    const shared = { oneOf: added.map((name) => components.schemaOf(name)) };
    const rest =
      added.length > 0 ? [refTo("schemas", addComponent(document, "schemas", `ProtocolErrors${status}`, shared))] : [];
    return {
      description,
      content: responseContent(document, {
        schema: { oneOf: [...own.map((name) => components.schemaOf(name)), ...rest] },
        examples: Object.fromEntries([...own, ...added].map((name) => [name, components.exampleOf(name)])),
      }),
    };
  };
  post.responses = {
    ...Object.fromEntries(others),
    400: response(400, "What the client caused; __type names the error."),
    500: response(500, "A fault of the service; __type names it."),
  };
}
