import { listOf, objectOf } from "../../openapi/dialect/document";
import { nodeAt, schemaOf } from "../contract-document";
import { bareType } from "../error-type";
import { shown } from "../finding";
import { type ExchangeView, isError, type WireCheck } from "./wire-check";

const typeOf = ({ body }: ExchangeView) => (typeof body?.__type === "string" ? body.__type : undefined);
const hasType = (view: ExchangeView) => isError(view) && typeOf(view) !== undefined;

export const errorType: WireCheck = {
  id: "wire.error-type",
  level: "MUST",
  sentence: "An error names itself in __type, and no success does.",
  source: "docs/evidence/errors.md#error-body",
  provenance: "recorded",
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

export const errorTypeDeclared: WireCheck = {
  id: "wire.error-type-declared",
  level: "MUST",
  sentence: "The __type is an error of the operation or of the protocol.",
  source: "docs/evidence/README.md#the-document-itself",
  provenance: "model",
  applies: hasType,
  find: (view) => {
    const declared = view.operation.responses.flatMap(({ errors }) => errors.map(({ type }) => type));
    const type = bareType(typeOf(view) ?? "");
    if (declared.includes(type)) return undefined;
    return {
      expected: `an error of ${view.name}`,
      actual: type,
      pointer: "/__type",
      documentPointer: view.operation.responses.find(({ status }) => status === 400)?.body ?? "#",
    };
  },
};

export const errorTypeBare: WireCheck = {
  id: "wire.error-type-bare",
  level: "SHOULD",
  sentence: "The __type is the bare shape name, without a namespace before # and without a URI after a colon.",
  source: "docs/evidence/errors.md#bare-type",
  provenance: "recorded",
  applies: hasType,
  find: (view) => {
    const type = typeOf(view) ?? "";
    return type === bareType(type) ? undefined : { expected: bareType(type), actual: type, pointer: "/__type" };
  },
};

export const errorStatus: WireCheck = {
  id: "wire.error-status",
  level: "MUST",
  sentence: "An error that the client caused has status 400, one of the server 500.",
  source: "docs/evidence/errors.md#status-codes",
  provenance: "recorded",
  applies: (view) => typeOf(view) !== undefined,
  find: (view) => {
    const type = bareType(typeOf(view) ?? "");
    const status = statusOf(view, type);
    return view.received.status === status
      ? undefined
      : { expected: `status ${status} for ${type}`, actual: String(view.received.status) };
  },
};

/** The status of an error: of a declared one, as the document says; of any other 400, because the client causes it. */
function statusOf({ operation }: ExchangeView, type: string): number {
  const declared = operation.responses.flatMap(({ errors }) => errors).find((error) => error.type === type);
  return declared ? Number(nodeAt(declared.schema)["x-trent-status"]) : 400;
}

/** The errors of the front end, which the service's model does not have. */
const OF_THE_PROTOCOL: ReadonlySet<string> = new Set([
  "InternalFailure",
  ...listOf(schemaOf("ProtocolError").oneOf).map((branch) => String(objectOf(branch).$ref).split("/").at(-1) ?? ""),
]);

/** Whether the service's model has the error; the front end has others. */
function isModelled(type: string): boolean {
  return !OF_THE_PROTOCOL.has(type);
}

export const errorMessage: WireCheck = {
  id: "wire.error-message",
  level: "MUST",
  sentence: "A modelled error spells its text `message`, in lower case.",
  source: "docs/evidence/errors.md#spelling-of-the-message",
  provenance: "recorded",
  applies: (view) => hasType(view) && isModelled(bareType(typeOf(view) ?? "")),
  find: ({ body }) => {
    if (body && "Message" in body) return { expected: "message", actual: "Message", pointer: "/Message" };
    const message = body?.message;
    return message === undefined || message === null || typeof message === "string"
      ? undefined
      : { expected: "a string", actual: shown(message), pointer: "/message" };
  },
};
