import { isObject, objectOf, pointer } from "../../openapi/dialect/document";
import { followed, nodeAt } from "../contract-document";
import { bareType } from "../error-type";
import type { Check, ExchangeView } from "./wire-check";

/** A value in a body, with its schema where the document has one. */
interface BodyMember {
  readonly value: unknown;
  readonly at: string;
  readonly schema: ReturnType<typeof followed> | undefined;
}

/** Every value in the body of an answer, with its pointer and its schema. */
export function membersOf(view: ExchangeView): BodyMember[] {
  const at = schemaPointer(view);
  return view.body ? walk(view.body, "", at === undefined ? undefined : nodeAt(at)) : [];
}

/** The schema of the body: of an error, its own branch. */
function schemaPointer({ body, received, response }: ExchangeView): string | undefined {
  if (received.status < 400) return response?.body;
  return response?.errors.find(({ type }) => typeof body?.__type === "string" && type === bareType(body.__type))
    ?.schema;
}

function walk(value: unknown, at: string, schema: BodyMember["schema"]): BodyMember[] {
  const self: BodyMember = { value, at, schema };
  if (Array.isArray(value)) {
    const items = schema?.items === undefined ? undefined : followed(schema.items);
    return [self, ...value.flatMap((item, i) => walk(item, pointer(at, i), items))];
  }
  if (!isObject(value)) return [self];
  const properties = objectOf(schema?.properties);
  return [
    self,
    ...Object.entries(value).flatMap(([name, member]) =>
      walk(member, pointer(at, name), Object.hasOwn(properties, name) ? followed(properties[name]) : undefined),
    ),
  ];
}

export const noNullMembers: Check = {
  clause: "wire.no-null-members",
  applies: ({ body }) => body !== undefined,
  find: (view) => {
    const nulls = membersOf(view).filter(({ value }) => value === null);
    return nulls[0] && { expected: "the member left out", actual: "null", pointer: nulls[0].at };
  },
};

export const noUndeclaredMembers: Check = {
  clause: "wire.no-undeclared-members",
  applies: (view) => view.body !== undefined && schemaPointer(view) !== undefined,
  find: (view) => {
    // Framework errors are known with either spelling of their text (kms.md 3.3); `wire.error-message` judges it.
    const more = membersOf(view).filter(
      ({ schema, at }) => schema === undefined && at !== "/Message" && at !== "/message",
    );
    const names = [...new Set(more.map(({ at }) => at))];
    return names[0] === undefined
      ? undefined
      : { expected: "declared members only", actual: names.slice(0, 5).join(", "), pointer: names[0] };
  },
};

/** Times of this century: milliseconds taken for seconds lie far beyond. */
const CENTURY = { from: Date.UTC(2001, 0, 1) / 1000, to: Date.UTC(2101, 0, 1) / 1000 };

const timesOf = (view: ExchangeView) =>
  membersOf(view).filter(({ schema }) => schema?.["x-trent-timestamp"] !== undefined);

export const epochSeconds: Check = {
  clause: "wire.epoch-seconds",
  applies: (view) => timesOf(view).length > 0,
  find: (view) => {
    for (const { value, at } of timesOf(view)) {
      if (value === null) continue;
      if (typeof value !== "number" || value < CENTURY.from || value > CENTURY.to) {
        return { expected: "a number of seconds since 1970", actual: JSON.stringify(value), pointer: at };
      }
    }
    return undefined;
  },
};

export const milliseconds: Check = {
  clause: "wire.milliseconds",
  applies: (view) => timesOf(view).length > 0,
  find: (view) => {
    for (const { value, at } of timesOf(view)) {
      if (typeof value === "number" && Math.abs(value * 1000 - Math.round(value * 1000)) > 0.01) {
        return { expected: "at most three decimals", actual: String(value), pointer: at };
      }
    }
    return undefined;
  },
};
