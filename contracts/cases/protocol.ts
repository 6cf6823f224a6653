import type { Case } from "../case";
import { BODIES } from "./protocol/bodies";
import { COUNTED, EVERY_TARGET } from "./protocol/every-operation";
import { HEADERS } from "./protocol/headers";
import { PRECEDENCE } from "./protocol/precedence";
import { TARGETS } from "./protocol/targets";

/** The protocol before the operation. */
export const PROTOCOL: readonly Case[] = [
  ...TARGETS,
  ...HEADERS,
  ...BODIES,
  ...PRECEDENCE,
  ...COUNTED,
  ...EVERY_TARGET,
];
