import type { ContractExchange } from "../contract-exchange";
import type { WireCheck } from "./wire-check";

export const answered: WireCheck<ContractExchange> = {
  id: "wire.answered",
  level: "MUST",
  sentence: "Every request gets one complete HTTP response.",
  source: "kms.md 3, P1 to P13 presuppose it",
  provenance: "protocol",
  applies: () => true,
  find: ({ received, fault }) =>
    received ? undefined : { expected: "an HTTP response", actual: fault ?? "no response" },
};
