import type { ContractCase } from "../../contract-case";
import { BODIES } from "./body-cases";
import { COUNTED, EVERY_TARGET } from "./every-operation";
import { HEADERS } from "./header-cases";
import { PRECEDENCE } from "./precedence-cases";
import { TARGETS } from "./target-cases";

/** The protocol before the operation. */
export const PROTOCOL: readonly ContractCase[] = [
  ...TARGETS,
  ...HEADERS,
  ...BODIES,
  ...PRECEDENCE,
  ...COUNTED,
  ...EVERY_TARGET,
];
