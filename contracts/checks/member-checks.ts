import { bodySchemaOf, membersOf } from "./body-members";
import type { WireCheck } from "./wire-check";

export const noNullMembers: WireCheck = {
  id: "wire.no-null-members",
  level: "MUST",
  sentence: "A member without a value is left out, never sent as null.",
  source: "docs/evidence/wire-protocol.md#null-members",
  provenance: "protocol",
  applies: ({ body }) => body !== undefined,
  find: (view) => {
    const nulls = membersOf(view).filter(({ value }) => value === null);
    return nulls[0] && { expected: "the member left out", actual: "null", pointer: nulls[0].at };
  },
};

export const noUndeclaredMembers: WireCheck = {
  id: "wire.no-undeclared-members",
  level: "SHOULD",
  sentence: "The body has no member that the document does not declare.",
  source: "docs/evidence/README.md#the-document-itself",
  provenance: "model",
  applies: (view) => view.body !== undefined && bodySchemaOf(view) !== undefined,
  find: (view) => {
    // Errors of the front end have either spelling of their text (docs/evidence/errors.md#spelling-of-the-message); `wire.error-message` checks it.
    const more = membersOf(view).filter(
      ({ schema, at }) => schema === undefined && at !== "/Message" && at !== "/message",
    );
    const names = [...new Set(more.map(({ at }) => at))];
    return names[0] === undefined
      ? undefined
      : { expected: "declared members only", actual: names.slice(0, 5).join(", "), pointer: names[0] };
  },
};
