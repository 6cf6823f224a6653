import { listOf, objectOf } from "../../openapi/dialect/document";
import { nodeAt, schemaOf } from "../contract-document";
import { bareType } from "../error-type";
import { shown } from "../finding";
import { type Check, type ExchangeView, isError } from "./wire-check";

const typeOf = ({ body }: ExchangeView) => (typeof body?.__type === "string" ? body.__type : undefined);
const hasType = (view: ExchangeView) => isError(view) && typeOf(view) !== undefined;

export const errorType: Check = {
  clause: "wire.error-type",
  applies: ({ received }) => received.status !== 200 || received.bytes.length > 0,
  find: (view) => {
    const type = view.body?.__type;
    if (isError(view)) {
      return typeof type === "string" && type !== ""
        ? undefined
        : { expected: "__type", actual: shown(type), pointer: "/__type" };
    }
    return type === undefined
      ? undefined
      : { expected: "no __type in a success", actual: shown(type), pointer: "/__type" };
  },
};

export const errorTypeDeclared: Check = {
  clause: "wire.error-type-declared",
  applies: hasType,
  find: (view) => {
    const declared = view.operation.responses.flatMap(({ errors }) => errors.map(({ type }) => type));
    const type = bareType(typeOf(view) ?? "");
    if (declared.includes(type)) return undefined;
    return {
      expected: `an error of ${view.name}`,
      actual: type,
      pointer: "/__type",
      place: view.operation.responses.find(({ status }) => status === 400)?.body ?? "#",
    };
  },
};

export const errorTypeBare: Check = {
  clause: "wire.error-type-bare",
  applies: hasType,
  find: (view) => {
    const type = typeOf(view) ?? "";
    return type === bareType(type) ? undefined : { expected: bareType(type), actual: type, pointer: "/__type" };
  },
};

export const errorStatus: Check = {
  clause: "wire.error-status",
  applies: (view) => typeOf(view) !== undefined,
  find: (view) => {
    const type = bareType(typeOf(view) ?? "");
    const status = statusOf(view, type);
    return view.received.status === status
      ? undefined
      : { expected: `status ${status} for ${type}`, actual: String(view.received.status) };
  },
};

/** The status of an error that the document has; any other that a request of ours meets is the client's. */
function statusOf({ operation }: ExchangeView, type: string): number {
  const declared = operation.responses.flatMap(({ errors }) => errors).find((error) => error.type === type);
  return declared ? Number(nodeAt(declared.schema)["x-trent-status"]) : 400;
}

/** The errors that come from the front end, which are not in the service's model. */
const OF_THE_PROTOCOL: ReadonlySet<string> = new Set([
  "InternalFailure",
  ...listOf(schemaOf("ProtocolError").oneOf).map((branch) => String(objectOf(branch).$ref).split("/").at(-1) ?? ""),
]);

/** Whether an error is in the service's model, and not one of the front end. */
export function isModelled(type: string): boolean {
  return !OF_THE_PROTOCOL.has(type);
}

export const errorMessage: Check = {
  clause: "wire.error-message",
  applies: (view) => hasType(view) && isModelled(bareType(typeOf(view) ?? "")),
  find: ({ body }) => {
    if (body && "Message" in body) return { expected: "message", actual: "Message", pointer: "/Message" };
    const message = body?.message;
    return message === undefined || message === null || typeof message === "string"
      ? undefined
      : { expected: "a string", actual: shown(message), pointer: "/message" };
  },
};
