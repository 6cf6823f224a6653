import type { JsonObject } from "../../../openapi/dialect/document";
import { typeOfSchema } from "./merged-schema";
import type { SampleOptions } from "./sample-options";

/** The largest number of a 32-bit integer: every client can read it, whatever type its model gives the member. */
const MOST = 2 ** 31 - 1;

const DAY = 86_400;

/** A number within a schema's bounds: small, or drawn. A time is near now. */
export function sampleNumber(
  schema: JsonObject,
  names: readonly string[],
  { now, isDynamic, draws }: Pick<SampleOptions, "now" | "isDynamic" | "draws">,
): number {
  const isWhole = typeOfSchema(schema) === "integer";
  const step = isWhole ? 1 : 0.01;
  const bound = (inclusive: unknown, exclusive: unknown, sign: 1 | -1, usual: number) => {
    if (typeof exclusive === "number") return exclusive + sign * step;
    return typeof inclusive === "number" ? inclusive : usual;
  };
  const isTime = schema["x-trent-timestamp"] === "epoch-seconds";
  const least = bound(
    schema.minimum,
    schema.exclusiveMinimum,
    1,
    isTime ? 0 : Math.min(0, Number(schema.maximum ?? 0)),
  );
  const most = Math.max(
    least,
    bound(schema.maximum, schema.exclusiveMaximum, -1, isTime ? Infinity : Math.max(MOST, least)),
  );
  const within = (value: number) => Math.min(Math.max(value, least), most);
  if (isTime) return within(momentOf(names, now / 1000, isDynamic ? draws.below(10 * DAY) : 0));
  const drawn = isDynamic ? least + (draws.below(MOST) / MOST) * (Math.min(most, MOST) - least) : 1;
  const value = within(isWhole ? Math.round(drawn) : Math.round(drawn * 100) / 100);
  const { multipleOf } = schema;
  if (typeof multipleOf !== "number" || multipleOf <= 0) return value;
  return Math.max(Math.ceil(least / multipleOf), Math.floor(value / multipleOf)) * multipleOf;
}

/** A moment near now, in whole seconds: a day ahead where the name says so, else a day ago. */
function momentOf(names: readonly string[], now: number, away: number): number {
  const isAhead = names.some((name) =>
    /next|expir|valid(to|until)|end|deadline|deletion|notafter|scheduled/i.test(name),
  );
  return Math.floor(now + (isAhead ? 1 : -1) * (DAY + away));
}
