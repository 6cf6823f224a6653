import { validators } from "../../generated/validators";
import type { Check } from "./wire-check";

export const headerSchemas: Check = {
  clause: "wire.header-schemas",
  applies: ({ response }) => response !== undefined,
  find: ({ name, headers, response }) => {
    const judges = validators[name].responseHeaders;
    const judge = judges[response?.status as keyof typeof judges];
    if (judge(headers)) return undefined;
    const [error] = judge.errors ?? [];
    const header = error?.keyword === "required" ? String(error.params.missingProperty) : error?.instancePath.slice(1);
    const declared = response?.headers.find((h) => h.name.toLowerCase() === header);
    return {
      expected: `${declared?.name ?? header}: ${error?.message}`,
      actual: headers[header ?? ""] ?? "no such header",
      ...(declared && { place: declared.schema }),
    };
  },
};
