import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { botocoreModel } from "./further/external-tools";
import { type Comparison, compare, compareErrors, type Shape } from "./model/compare";
import { descend, open, type Place } from "./model/source";

/** The parts of botocore's `service-2.json` that are compared. */
interface Model {
  readonly operations: Record<
    string,
    { input?: { shape: string }; output?: { shape: string }; errors?: { shape: string }[] }
  >;
  readonly shapes: Record<string, Shape>;
}

const ROOT = path.join(__dirname, "../openapi/trent.yaml");
const ERRORS = path.join(__dirname, "../openapi/errors/operation.yaml");
const JSON_11 = "application/x-amz-json-1.1";

process.exitCode = main(process.argv.slice(2));

/** Compares every operation of the document with botocore's model: 0 equal, 1 differences, 2 no usable model. */
function main(args: string[]): number {
  if (args.length > 1) {
    console.error(
      "check-model: give one path, of botocore's data/kms/2014-11-01/service-2.json, or none for an installed one.",
    );
    return 2;
  }
  const model = readModel(args[0] ?? botocoreModel());
  if (typeof model === "string") {
    console.error(`check-model: ${model}`);
    return 2;
  }
  const run: Comparison = { shapes: model.shapes, differences: [], seen: new Set(), members: 0 };
  const paths = descend(open(ROOT), "paths");
  const operations = Object.keys(paths.value).map((key) => descend(paths, key, "post"));
  for (const operation of operations) compareOperation(operation, model, run);
  for (const { place, text } of run.differences) {
    console.log(`${path.relative(process.cwd(), place.file)} ${place.at}: ${text}.`);
  }
  console.log(
    `check-model: ${operations.length} operations, ${run.members} members, ${run.differences.length} differences`,
  );
  return run.differences.length === 0 ? 0 : 1;
}

function compareOperation(place: Place, model: Model, run: Comparison): void {
  const name = String(place.value.operationId);
  const operation = model.operations[name];
  if (!operation) {
    run.differences.push({ place, text: `the model has no operation ${name}` });
    return;
  }
  if (operation.input) compare(operation.input.shape, descend(place, "requestBody", "content", JSON_11, "schema"), run);
  // An operation without an answer's body does not write its responses.
  if (operation.output)
    compare(operation.output.shape, descend(place, "responses", "200", "content", JSON_11, "schema"), run);
  else if ("responses" in place.value) run.differences.push({ place, text: "the model has no output here" });
  compareErrors(place, open(ERRORS), operation.errors?.map(({ shape }) => shape) ?? [], run);
}

/** The model, or a sentence that says why it cannot be used. */
function readModel(file: string): Model | string {
  try {
    const value = JSON.parse(
      (file.endsWith(".gz") ? gunzipSync(readFileSync(file)) : readFileSync(file)).toString(),
    ) as Model;
    return value?.operations && value.shapes ? value : `${file} is not a model: it has no operations and shapes.`;
  } catch (cause) {
    return `${file} can't be read as JSON (${cause instanceof Error ? cause.message : String(cause)}).`;
  }
}
