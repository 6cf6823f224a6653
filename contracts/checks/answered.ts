import type { ContractExchange } from "../contract-exchange";
import type { WireCheck } from "./wire-check";

export const answered: WireCheck<ContractExchange> = {
  id: "wire.answered",
  level: "MUST",
  sentence: "Every request gets one complete HTTP response.",
  source: "docs/evidence/wire-protocol.md#every-request-gets-a-response",
  provenance: "protocol",
  applies: () => true,
  find: ({ received, fault }) =>
    received ? undefined : { expected: "an HTTP response", actual: fault ?? "no response" },
};
