import type { Clause } from "../clause";

const SOURCE = "docs/evidence/clients.md#client-as-a-check";

/** What AWS's own client reads from the answers. */
export const CLIENT_CLAUSES = [
  {
    id: "client.reads-success",
    level: "MUST",
    sentence: "AWS's JavaScript client reads the answer, and returns the values of the body.",
    source: SOURCE,
    provenance: "recorded",
  },
  {
    id: "client.reads-error",
    level: "MUST",
    sentence: "AWS's JavaScript client throws the error by its name, as a client fault with status 400.",
    source: SOURCE,
    provenance: "recorded",
  },
  {
    id: "client.reads-request-id",
    level: "MUST",
    sentence: "AWS's JavaScript client finds the request id.",
    source: SOURCE,
    provenance: "recorded",
  },
] as const satisfies readonly Clause[];
