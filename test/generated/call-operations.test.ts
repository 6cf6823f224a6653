import { callOperations } from "../../generated/call-operations";
import { operations } from "../../generated/operations";
import { validators } from "../../generated/validators";
import { allOperations } from "../../mock/engine/state/all-operations";
import type { OperationModel } from "../../openapi/dialect/operations";
import { NAMES } from "../mock/running";

test.each(NAMES)("%s: a call knows of it what the whole table says", (name) => {
  const whole: OperationModel = operations[name];
  const {
    path: _path,
    requestBody: _body,
    related: _related,
    rules: _rules,
    permission,
    requestHeaders,
    responses,
    ...same
  } = whole;
  expect(callOperations[name]).toEqual({
    ...same,
    permission: { action: permission?.action },
    requestHeaders: requestHeaders.map((header) => ({ name: header.name })),
    responses: responses.map(({ status, mediaTypes, empty, examples, errors }) => ({
      status,
      mediaTypes,
      empty,
      examples,
      errors: errors.map(({ type }) => ({ type })),
    })),
  });
});

test.each(NAMES)("%s: its calls are checked by its validators, and by those of its rules that refuse", (name) => {
  const whole: OperationModel = operations[name];
  const { requestBody, requestHeaders } = validators[name];
  expect(allOperations[name].checks).toEqual({
    requestBody,
    requestHeaders,
    rules: whole.rules
      .filter(({ error, constraint, quota }) => error ?? constraint ?? quota)
      .map(({ note: _, ...rule }) => rule),
  });
});
