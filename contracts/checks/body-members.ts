import { isObject, objectOf, pointer } from "../../openapi/dialect/document";
import { followed, nodeAt } from "../contract-document";
import { bareType } from "../error-type";
import type { ExchangeView } from "./wire-check";

/** A value in a body, with its schema where the document has one. */
interface BodyMember {
  readonly value: unknown;
  readonly at: string;
  readonly schema: ReturnType<typeof followed> | undefined;
}

/** Every value in the body of an answer, with its pointer and its schema. */
export function membersOf(view: ExchangeView): BodyMember[] {
  const at = bodySchemaOf(view);
  return view.body ? walk(view.body, "", at === undefined ? undefined : nodeAt(at)) : [];
}

/** Where the document has the schema of a body; for an error, of its own branch. Undefined for an undeclared answer. */
export function bodySchemaOf({ body, received, response }: ExchangeView): string | undefined {
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
