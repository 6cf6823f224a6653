import { callOperations } from "../../generated/call-operations";
import { operations } from "../../generated/operations";
import type { OperationModel } from "../../openapi/dialect/operations";
import { NAMES } from "../mock/running";

test.each(NAMES)("%s: a call knows of it what the whole table says, and no rule that refuses nothing", (name) => {
  const whole: OperationModel = operations[name];
  const { path: _path, requestBody: _body, related: _related, requestHeaders, responses, rules, ...same } = whole;
  expect(callOperations[name]).toEqual({
    ...same,
    requestHeaders: requestHeaders.map((header) => ({ name: header.name })),
    responses: responses.map(({ status, mediaTypes, empty, examples, errors }) => ({
      status,
      mediaTypes,
      empty,
      examples,
      errors: errors.map(({ type }) => ({ type })),
    })),
    rules: rules
      .filter(({ error, constraint, quota }) => error ?? constraint ?? quota)
      .map(({ note: _, ...rule }) => rule),
  });
});
