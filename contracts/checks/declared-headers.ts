import { validators } from "../../generated/validators";
import type { WireCheck } from "./wire-check";

export const headerSchemas: WireCheck = {
  id: "wire.header-schemas",
  level: "MUST",
  sentence: "Each declared response header that is sent fits its schema.",
  source: "docs/evidence/README.md#the-document-itself",
  provenance: "model",
  applies: ({ response }) => response !== undefined,
  find: ({ name, headers, response }) => {
    const byStatus = validators[name].responseHeaders;
    const validate = byStatus[response?.status as keyof typeof byStatus];
    if (validate(headers)) return undefined;
    const [error] = validate.errors ?? [];
    const header = error?.keyword === "required" ? String(error.params.missingProperty) : error?.instancePath.slice(1);
    const declared = response?.headers.find((h) => h.name.toLowerCase() === header);
    return {
      expected: `${declared?.name ?? header}: ${error?.message}`,
      actual: headers[header ?? ""] ?? "no such header",
      ...(declared && { documentPointer: declared.schema }),
    };
  },
};
