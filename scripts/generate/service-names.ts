import { type Document, listOf, objectOf } from "../../openapi/dialect/document";
import type { OperationModel } from "../../openapi/dialect/operations";

/** What generated code calls a service. */
export interface ServiceNames {
  /** Begins the names of types, such as `Trent` in `TrentOperations` and `createTrentClient`. */
  readonly type: string;
  /** Begins the names of values, such as `trent` in `trentHandlers`. */
  readonly value: string;
  /** The service in the scope of a signature, such as `kms`. */
  readonly signing: string;
}

/** What is no part of a name: the version, with the `v` before it, then the word Service. */
const VERSION = /_?[vV]?\d{8}$/;
const SERVICE = /(?<=.)Service$/;

/**
 * The names of a document's service. One rule: the prefix of its targets after the last dot, without a version and the word
 * Service at its end, beginning with a capital. `TrentService` gives `Trent`, `DynamoDB_20120810` gives `DynamoDB`,
 * `secretsmanager` gives `Secretsmanager`, `AWSStepFunctions` stays.
 */
export function serviceNames(document: Document, operations: readonly OperationModel[]): ServiceNames {
  const [{ name, target } = { name: "", target: "" }] = operations;
  const prefix = target.slice(0, -name.length).replace(/\.$/, "");
  const last = prefix.slice(prefix.lastIndexOf(".") + 1).replaceAll(/\W/g, "_");
  const bare = last.replace(VERSION, "").replace(SERVICE, "");
  const begun = /^[A-Za-z]/.test(bare) ? bare : `Service${bare}`;
  const type = begun.charAt(0).toUpperCase() + begun.slice(1);
  return { type, value: lowerFirstWord(type), signing: signingName(document) ?? type.toLowerCase() };
}

/** `DynamoDB` gives `dynamoDB`, `AWSStepFunctions` gives `awsStepFunctions`, `SSM` gives `ssm`. */
function lowerFirstWord(name: string): string {
  return name.replace(/^(?:[A-Z]+(?=[A-Z][a-z]|$)|[A-Z])/, (word) => word.toLowerCase());
}

/** The name that the document gives itself, else the first word of its server's host. */
function signingName({ info, servers }: Document): string | undefined {
  const { "x-aws-signingName": signing, "x-serviceName": name } = objectOf(info);
  if (typeof signing === "string") return signing;
  if (typeof name === "string") return name;
  const [, host] = /^https?:\/\/([a-z0-9-]+)\./.exec(String(objectOf(listOf(servers)[0]).url)) ?? [];
  return host;
}
