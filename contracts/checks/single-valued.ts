import type { WireCheck } from "./wire-check";

export const singleValued: WireCheck = {
  id: "wire.single-valued",
  level: "MUST",
  sentence: "Each declared response header is sent once.",
  source: "docs/evidence/README.md#standards",
  provenance: "protocol",
  applies: ({ response }) => response !== undefined,
  find: ({ received, response }) => {
    const declared = ["content-type", ...(response?.headers.map(({ name }) => name.toLowerCase()) ?? [])];
    for (const name of declared) {
      const values = received.headers.filter(([header]) => header.toLowerCase() === name).map(([, value]) => value);
      if (values.length > 1)
        return { expected: `${name} once`, actual: `${values.length} times: ${values.join(" | ")}` };
    }
    return undefined;
  },
};
