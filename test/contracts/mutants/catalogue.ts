import type { Answer, Asked, Mutant } from "./mutant";

type Change = NonNullable<Mutant["answer"]>;

// biome-ignore lint/suspicious/noExplicitAny: a mutant writes whatever it likes into an answer.
type Json = any;

const json = (answer: Answer): Json => {
  try {
    return JSON.parse(String(answer.body)) ?? {};
  } catch {
    return {};
  }
};
const isError = (answer: Answer, type?: string) =>
  answer.status >= 400 && (type === undefined || json(answer).__type === type);
const header =
  (name: string, value: string | string[] | undefined): Change =>
  (answer) => {
    if (value === undefined) delete answer.headers[name];
    else answer.headers[name] = value;
  };
/** Changes the body of a success. */
const success =
  (operation: string, change: (body: Json, asked: Asked, memory: Map<string, number>) => void): Change =>
  (answer, asked, memory) => {
    if (asked.operation !== operation || answer.status !== 200) return;
    const body = json(answer);
    change(body, asked, memory);
    answer.body = JSON.stringify(body);
  };
/** Changes the body of an error. */
const error =
  (change: (body: Json, answer: Answer) => void, type?: string): Change =>
  (answer) => {
    if (!isError(answer, type)) return;
    const body = json(answer);
    change(body, answer);
    answer.body = JSON.stringify(body);
  };
/** Lets pass what is refused with an error, with this body. */
const accepts =
  (operations: readonly string[], type: string, body = ""): Change =>
  (answer, asked) => {
    if (!operations.includes(asked.operation) || !isError(answer, type)) return;
    answer.status = 200;
    answer.body = body;
  };
/** Refuses with another error. */
const instead =
  (operation: string, type: string, other: string, status = 400): Change =>
  (answer, asked) => {
    if (asked.operation !== operation || !isError(answer, type)) return;
    answer.status = status;
    answer.body = JSON.stringify({ __type: other });
  };
const outOfRange = ({ body }: Asked) =>
  typeof body.RotationPeriodInDays === "number" && (body.RotationPeriodInDays < 90 || body.RotationPeriodInDays > 2560);

const STATUS = "GetKeyRotationStatus";
const ENABLE = "EnableKeyRotation";

/** The catalogue: each breaks one thing, and names the clause that must catch it. */
export const MUTANTS: Readonly<Record<string, readonly Mutant[]>> = {
  headers: [
    {
      id: "content type of plain JSON",
      clause: "wire.content-type",
      answer: header("content-type", "application/json"),
    },
    {
      id: "content type of json 1.0",
      clause: "wire.content-type",
      answer: header("content-type", "application/x-amz-json-1.0"),
    },
    {
      id: "content type with a charset",
      clause: "wire.content-type",
      answer: header("content-type", "application/x-amz-json-1.1; charset=utf-8"),
    },
    {
      id: "no content type on an empty body",
      clause: "wire.content-type",
      answer: (a) => {
        if (a.body === "") {
          delete a.headers["content-type"];
        }
      },
    },
    { id: "no request id", clause: "wire.request-id", answer: header("x-amzn-requestid", undefined) },
    { id: "request id of 52 letters", clause: "wire.request-id", answer: header("x-amzn-requestid", "A".repeat(52)) },
    {
      id: "request id only on success",
      clause: "wire.request-id",
      answer: (a) => {
        if (isError(a)) {
          delete a.headers["x-amzn-requestid"];
        }
      },
    },
    {
      id: "the same request id always",
      clause: "wire.request-id-unique",
      answer: header("x-amzn-requestid", "2077c3bf-a538-11e6-b6fb-794e83344f84"),
    },
    { id: "chunks instead of a length", clause: "wire.content-length", answer: header("content-length", undefined) },
    { id: "no date", clause: "wire.date", answer: header("date", undefined) },
    { id: "date in ISO form", clause: "wire.date", answer: header("date", "2026-11-22T10:15:30Z") },
    {
      id: "date of yesterday",
      clause: "wire.date",
      answer: header("date", new Date(Date.now() - 86_400_000).toUTCString()),
    },
    { id: "may be cached", clause: "wire.no-caching", answer: header("cache-control", undefined) },
    { id: "pragma of another kind", clause: "wire.header-schemas", answer: header("pragma", "cache") },
    {
      id: "request id twice",
      clause: "wire.single-valued",
      answer: (a) => {
        a.headers["x-amzn-requestid"] = [String(a.headers["x-amzn-requestid"]), "2077c3bf-a538-11e6-b6fb-794e83344f84"];
      },
    },
    { id: "an x-amz-id-2", clause: "wire.no-undeclared-amz-headers", answer: header("x-amz-id-2", "abc") },
    {
      id: "error type in a header",
      clause: "wire.no-errortype-header",
      answer: (a) => {
        if (isError(a)) {
          a.headers["x-amzn-errortype"] = json(a).__type;
        }
      },
    },
  ],
  status: [
    {
      id: "404 for what is not found",
      clause: "wire.error-status",
      answer: error((_, a) => {
        a.status = 404;
      }, "NotFoundException"),
    },
    {
      id: "409 for a disabled key",
      clause: "wire.status-declared",
      answer: error((_, a) => {
        a.status = 409;
      }, "DisabledException"),
    },
    {
      id: "an error with status 200",
      clause: "wire.error-type",
      answer: error((_, a) => {
        a.status = 200;
      }, "NotFoundException"),
    },
    {
      id: "500 for a client's fault",
      clause: "wire.error-status",
      answer: error((_, a) => {
        a.status = 500;
      }, "ValidationException"),
    },
    {
      id: "204 for no output",
      clause: "wire.status-declared",
      answer: (a) => {
        if (a.status === 200 && a.body === "") {
          a.status = 202;
        }
      },
    },
    {
      id: "480 as in the public directory",
      clause: "wire.status-declared",
      answer: error((_, a) => {
        a.status = 480;
      }, "NotFoundException"),
    },
  ],
  "body form": [
    {
      id: "{} for no output",
      clause: "wire.body-empty",
      answer: (a) => {
        if (a.status === 200 && a.body === "") {
          a.body = "{}";
        }
      },
    },
    {
      id: "null for no output",
      clause: "wire.body-empty",
      answer: (a) => {
        if (a.status === 200 && a.body === "") {
          a.body = "null";
        }
      },
    },
    {
      id: "blanks after colons",
      clause: "wire.compact",
      answer: (a) => {
        if (a.body !== "") {
          a.body = JSON.stringify(json(a), null, 1);
        }
      },
    },
    {
      id: "a byte order mark",
      clause: "wire.body-json",
      answer: (a) => {
        if (a.body !== "") {
          a.body = `\ufeff\ufeff${a.body}`;
        }
      },
    },
    {
      id: "half a body",
      clause: "wire.body-json",
      answer: (a) => {
        if (a.body !== "") {
          a.body = String(a.body).slice(0, -2);
        }
      },
    },
    {
      id: "an HTML page for an error",
      clause: "wire.body-json",
      answer: (a) => {
        if (isError(a)) {
          a.body = "<html>Internal Server Error</html>";
        }
      },
    },
    {
      id: "a byte that is no UTF-8",
      clause: "wire.body-json",
      answer: (a) => {
        if (isError(a)) {
          a.body = Buffer.concat([Buffer.from(String(a.body).slice(0, -2)), Buffer.from([0xff]), Buffer.from('"}')]);
        }
      },
    },
    {
      id: "null members",
      clause: "wire.no-null-members",
      answer: success(STATUS, (b) => {
        b.OnDemandRotationStartDate = null;
      }),
    },
    {
      id: "a member twice",
      clause: "wire.unique-members",
      answer: (a, { operation }) => {
        if (operation === STATUS && a.status === 200) {
          a.body = String(a.body).replace("{", '{"KeyRotationEnabled":true,');
        }
      },
    },
    {
      id: "a member of its own",
      clause: "wire.no-undeclared-members",
      answer: success("ListKeyRotations", (b) => {
        b.OnDemandRotationCount = 1;
      }),
    },
  ],
  "error form": [
    {
      id: "type with a namespace",
      clause: "wire.error-type-bare",
      answer: error((b) => {
        b.__type = `com.amazonaws.kms#${b.__type}`;
      }),
    },
    {
      id: "capital Message on a modelled error",
      clause: "wire.error-message",
      answer: error((b) => {
        b.Message = b.message;
        delete b.message;
      }, "NotFoundException"),
    },
    {
      id: "code instead of __type",
      clause: "wire.error-type",
      answer: error((b) => {
        b.code = b.__type;
        delete b.__type;
      }),
    },
    {
      id: "an invented error",
      clause: "wire.error-type-declared",
      answer: error((b) => {
        b.__type = "InvalidToken";
      }, "InvalidMarkerException"),
    },
    {
      id: "an error of another operation",
      clause: "wire.error-type-declared",
      answer: instead(STATUS, "NotFoundException", "DisabledException"),
    },
    {
      id: "__type in a success",
      clause: "wire.error-type",
      answer: success(STATUS, (b) => {
        b.__type = "GetKeyRotationStatusResponse";
      }),
    },
    {
      id: "no message where there is one",
      clause: "RotateKeyOnDemand.unknown-key.text",
      answer: error((b) => {
        delete b.message;
      }, "NotFoundException"),
    },
    {
      id: "an id that is not quoted",
      clause: "RotateKeyOnDemand.malformed-key-id.text",
      answer: error((b) => {
        b.message = String(b.message).replaceAll("'", "");
      }, "NotFoundException"),
    },
    {
      id: "an invented message for an asymmetric key",
      clause: "EnableKeyRotation.asymmetric-key.text",
      answer: error((b) => {
        b.message ??= "You cannot do this.";
      }, "UnsupportedOperationException"),
    },
  ],
  schema: [
    {
      id: "a boolean as text",
      clause: "wire.body-schema",
      answer: success(STATUS, (b) => {
        b.KeyRotationEnabled = String(b.KeyRotationEnabled);
      }),
    },
    {
      id: "metadata without KeyId",
      clause: "wire.body-schema",
      answer: success("DescribeKey", (b) => {
        delete b.KeyMetadata.KeyId;
      }),
    },
    {
      id: "a state that does not exist",
      clause: "wire.body-schema",
      answer: success("DescribeKey", (b) => {
        b.KeyMetadata.KeyState = "Active";
      }),
    },
    {
      id: "a period out of its range",
      clause: "wire.body-schema",
      answer: success(STATUS, (b) => {
        b.RotationPeriodInDays &&= 36500;
      }),
    },
  ],
  dates: [
    {
      id: "ISO dates",
      clause: "wire.epoch-seconds",
      answer: success("DescribeKey", (b) => {
        b.KeyMetadata.CreationDate = new Date(b.KeyMetadata.CreationDate * 1000).toISOString();
      }),
    },
    {
      id: "milliseconds as seconds",
      clause: "wire.epoch-seconds",
      answer: success("DescribeKey", (b) => {
        b.KeyMetadata.CreationDate *= 1000;
      }),
    },
    {
      id: "microseconds",
      clause: "wire.milliseconds",
      answer: success("DescribeKey", (b) => {
        b.KeyMetadata.CreationDate = Math.floor(b.KeyMetadata.CreationDate) + 0.123456;
      }),
    },
    {
      id: "next rotation a day late",
      clause: "EnableKeyRotation.first-rotation",
      answer: success(STATUS, (b) => {
        b.NextRotationDate += 86_400;
      }),
    },
    {
      id: "one calendar year whatever the period",
      clause: "EnableKeyRotation.first-rotation",
      answer: success(STATUS, (b) => {
        b.NextRotationDate &&= Date.now() / 1000 + 365 * 86_400;
      }),
    },
    {
      id: "deletion a day early",
      clause: "ScheduleKeyDeletion.deletion-date",
      answer: success("ScheduleKeyDeletion", (b) => {
        b.DeletionDate -= 86_400;
      }),
    },
    {
      id: "an on-demand rotation moves the schedule",
      clause: "RotateKeyOnDemand.schedule-unchanged",
      answer: (a, asked, memory) => {
        if (asked.operation === "RotateKeyOnDemand") memory.set(asked.body.KeyId, 86_400);
        success(STATUS, (b) => {
          b.NextRotationDate &&= b.NextRotationDate + (memory.get(asked.body.KeyId) ?? 0);
        })(a, asked, memory);
      },
    },
  ],
  constraints: [
    {
      id: "no range",
      clause: "constraint.minimum",
      answer: (a, asked, m) => outOfRange(asked) && accepts([ENABLE], "ValidationException")(a, asked, m),
    },
    {
      id: "no upper end",
      clause: "constraint.maximum",
      answer: (a, asked, m) => outOfRange(asked) && accepts([ENABLE], "ValidationException")(a, asked, m),
    },
    {
      id: "an empty KeyId is not found",
      clause: "constraint.min-length",
      answer: (a, asked) => {
        if (asked.body.KeyId === "") {
          a.body = '{"__type":"NotFoundException"}';
        }
      },
    },
    {
      id: "a KeyId of 2049 is not found",
      clause: "constraint.max-length",
      answer: (a, asked) => {
        if (String(asked.body.KeyId).length > 2048) {
          a.body = '{"__type":"NotFoundException"}';
        }
      },
    },
    {
      id: "a missing KeyId is a server error",
      clause: "constraint.required",
      answer: (a, asked) => {
        if (asked.operation === ENABLE && asked.body.KeyId === undefined) {
          a.body = '{"__type":"InternalFailure"}';
        }
      },
    },
    {
      id: "null is another thing than absent",
      clause: "constraint.null",
      answer: (a, asked) => {
        if (asked.body.KeyId === null) {
          a.body = '{"__type":"SerializationException"}';
        }
      },
    },
    {
      id: "a list as KeyId is not found",
      clause: "constraint.type",
      answer: (a, asked) => {
        if (Array.isArray(asked.body.KeyId)) {
          a.body = '{"__type":"NotFoundException"}';
        }
      },
    },
    {
      id: "any enum value",
      clause: "constraint.enum",
      answer: (a, asked, m) =>
        asked.body.IncludeKeyMaterial === "trent-contract" &&
        accepts(["ListKeyRotations"], "ValidationException", '{"Rotations":[],"Truncated":false}')(a, asked, m),
    },
    {
      id: "any Region name",
      clause: "constraint.pattern",
      answer: (a, asked) => {
        if (asked.operation === "ReplicateKey" && json(a).__type === "ValidationException") {
          a.body = '{"__type":"UnsupportedOperationException"}';
        }
      },
    },
    {
      id: "eleven grant tokens",
      clause: "constraint.max-items",
      answer: (a, asked, m) =>
        asked.body.GrantTokens?.length > 10 &&
        accepts(["DescribeKey"], "ValidationException", '{"KeyMetadata":{"KeyId":"a"}}')(a, asked, m),
    },
    {
      id: "90 days are too few",
      clause: "constraint.inside",
      answer: (a, asked) => {
        if (asked.body.RotationPeriodInDays !== 90) return;
        a.status = 400;
        a.body = `{"__type":"ValidationException","message":"1 validation error detected: Value '90' at 'rotationPeriodInDays'"}`;
      },
    },
    {
      id: "validation in its own words",
      clause: "constraint.text",
      answer: error((b) => {
        b.message = "RotationPeriodInDays must be between 90 and 2560";
      }, "ValidationException"),
    },
    {
      id: "the member's name in upper case",
      clause: "constraint.text-recorded",
      answer: error((b) => {
        b.message = String(b.message).replace("'keyId'", "'KeyId'");
      }, "ValidationException"),
    },
    {
      id: "a server error for a number",
      clause: "constraint.coercion",
      answer: (a, asked) => {
        if (typeof asked.body.KeyId === "number") {
          a.status = 500;
        }
      },
    },
  ],
  states: [
    {
      id: "enabled after a cancel",
      clause: "CancelKeyDeletion.becomes-disabled",
      answer: success("DescribeKey", (b) => {
        if (b.KeyMetadata.KeyState === "Disabled") Object.assign(b.KeyMetadata, { KeyState: "Enabled", Enabled: true });
      }),
    },
    {
      id: "imported keys are enabled at once",
      clause: "CreateKey.external-pending-import",
      answer: success("CreateKey", (b) => {
        if (b.KeyMetadata.KeyState === "PendingImport")
          Object.assign(b.KeyMetadata, { KeyState: "Enabled", Enabled: true });
      }),
    },
  ],
  "rotation rules": [
    {
      id: "status of an RSA key refused",
      clause: "GetKeyRotationStatus.not-symmetric",
      answer: (a, asked) => {
        if (asked.operation !== STATUS || json(a).KeyRotationEnabled !== false) return;
        a.status = 400;
        a.body = '{"__type":"UnsupportedOperationException"}';
      },
    },
    {
      id: "the period is not shown",
      clause: "GetKeyRotationStatus.rotation-on",
      answer: success(STATUS, (b) => {
        delete b.RotationPeriodInDays;
      }),
    },
    {
      id: "a default of 366 days",
      clause: "EnableKeyRotation.period-default",
      answer: success(STATUS, (b) => {
        if (b.RotationPeriodInDays === 365) {
          b.RotationPeriodInDays = 366;
        }
      }),
    },
    {
      id: "the period is ignored",
      clause: "EnableKeyRotation.period-custom",
      answer: success(STATUS, (b) => {
        b.RotationPeriodInDays &&= 365;
      }),
    },
    {
      id: "a period while rotation is off",
      clause: "GetKeyRotationStatus.rotation-off",
      answer: success(STATUS, (b) => {
        b.RotationPeriodInDays ??= 365;
      }),
    },
    {
      id: "true while pending deletion",
      clause: "GetKeyRotationStatus.pending-deletion",
      answer: success(STATUS, (b) => {
        b.KeyRotationEnabled = true;
      }),
    },
    {
      id: "false for a disabled key",
      clause: "GetKeyRotationStatus.disabled-key",
      answer: success(STATUS, (b) => {
        b.KeyRotationEnabled = false;
      }),
    },
    {
      id: "the bare key id in the status",
      clause: "GetKeyRotationStatus.key-id-is-arn",
      answer: success(STATUS, (b, { body }) => {
        b.KeyId = body.KeyId;
      }),
    },
    {
      id: "the bare key id on demand",
      clause: "RotateKeyOnDemand.key-id-is-arn",
      answer: success("RotateKeyOnDemand", (b, { body }) => {
        b.KeyId = body.KeyId;
      }),
    },
    {
      id: "AWS managed keys do not rotate",
      clause: "GetKeyRotationStatus.aws-managed-key",
      answer: success(STATUS, (b) => {
        b.KeyRotationEnabled = false;
      }),
    },
  ],
  paging: [
    {
      id: "never truncated",
      clause: "ListResourceTags.paging",
      answer: success("ListResourceTags", (b) => {
        b.Truncated = false;
      }),
    },
    {
      id: "no marker",
      clause: "ListKeyRotations.paging",
      answer: success("ListKeyRotations", (b) => {
        delete b.NextMarker;
      }),
    },
    {
      id: "Limit is ignored",
      clause: "ListKeys.paging",
      ask: (_h, body) => (body.includes('"Limit":1}') ? "{}" : undefined),
    },
    {
      id: "newest first",
      clause: "ListKeyRotations.oldest-first",
      answer: success("ListKeyRotations", (b) => {
        b.Rotations.reverse();
      }),
    },
    {
      id: "starts again with each page",
      clause: "ListAliases.paging",
      ask: (_h, body) =>
        body.includes('"Marker"') && body.includes("KeyId")
          ? JSON.stringify({ KeyId: JSON.parse(body).KeyId, Limit: 1 })
          : undefined,
    },
  ],
  precedence: [
    {
      id: "constraints before types",
      clause: "protocol.precedence",
      answer: instead(ENABLE, "SerializationException", "ValidationException"),
    },
    {
      id: "the key before the constraints",
      clause: "protocol.precedence",
      answer: instead(ENABLE, "ValidationException", "DisabledException"),
    },
    {
      id: "the kind before the state",
      clause: "RotateKeyOnDemand.state-before-spec",
      answer: instead("RotateKeyOnDemand", "DisabledException", "UnsupportedOperationException"),
    },
  ],
  statefulness: [
    {
      id: "forgets that rotation is on",
      clause: "GetKeyRotationStatus.rotation-on",
      answer: success(STATUS, (b) => {
        b.KeyRotationEnabled = false;
        delete b.RotationPeriodInDays;
        delete b.NextRotationDate;
      }),
    },
    {
      id: "forgets that rotation is off",
      clause: "EnableKeyRotation.turn-off",
      answer: success(STATUS, (b) => {
        b.KeyRotationEnabled = true;
      }),
    },
    {
      id: "forgets the description",
      clause: "UpdateKeyDescription.success-is-empty",
      answer: success("DescribeKey", (b) => {
        b.KeyMetadata.Description = "as it was";
      }),
    },
    {
      id: "keeps the old value of a tag",
      clause: "TagResource.replaces-value",
      answer: success("ListResourceTags", (b) => {
        b.Tags.push({ TagKey: "Purpose", TagValue: "first" });
      }),
    },
  ],
  protocol: [
    {
      id: "any operation",
      clause: "protocol.unknown-operation",
      answer: (a) => {
        if (json(a).__type === "UnknownOperationException") {
          a.body = '{"__type":"InternalFailure"}';
        }
      },
    },
    {
      id: "any prefix",
      clause: "protocol.target-prefix",
      ask: (h) => {
        h["x-amz-target"] = String(h["x-amz-target"]).replace(/^\w*\./, "TrentService.");
        return undefined;
      },
    },
    {
      id: "operations in lower case",
      clause: "protocol.target-case",
      ask: (h) => {
        h["x-amz-target"] = String(h["x-amz-target"]).replace(/\.describekey/i, ".DescribeKey");
        return undefined;
      },
    },
    {
      id: "any method",
      clause: "protocol.method",
      ask: (h) => {
        h[":method"] = "POST";
        return undefined;
      },
    },
    {
      id: "parameters of the media type matter",
      clause: "protocol.media-type-parameters",
      answer: (a, asked) => {
        if (!String(asked.headers["content-type"]).includes(";")) return;
        a.status = 400;
        a.body = '{"__type":"UnknownOperationException"}';
      },
    },
    {
      id: "a server error for broken JSON",
      clause: "protocol.broken-json",
      answer: (a) => {
        if (json(a).__type === "SerializationException") {
          a.status = 500;
          a.body = '{"__type":"InternalFailure"}';
        }
      },
    },
    {
      id: "no text for a list",
      clause: "protocol.list-text",
      answer: error((b) => {
        delete b.Message;
      }, "SerializationException"),
    },
    {
      id: "unknown members are refused",
      clause: "protocol.unknown-member",
      answer: (a, asked) => {
        if (asked.body.Trent === undefined) return;
        a.status = 400;
        a.body = '{"__type":"ValidationException"}';
      },
    },
    {
      id: "members in lower case",
      clause: "protocol.member-case",
      ask: (_h, body) => body.replace('"keyId"', '"KeyId"'),
    },
    {
      id: "an empty body is a server error",
      clause: "protocol.empty-body",
      answer: (a, asked) => {
        if ((asked.headers["content-length"] ?? "0") === "0") {
          a.body = '{"__type":"InternalFailure"}';
        }
      },
    },
  ],
  clients: [
    {
      id: "dates that the client cannot read",
      clause: "client.reads-success",
      answer: success(STATUS, (b) => {
        b.NextRotationDate = new Date().toISOString();
      }),
    },
    {
      id: "a request id under another name",
      clause: "client.reads-request-id",
      answer: (a) => {
        a.headers["x-request-number"] = String(a.headers["x-amzn-requestid"]);
        delete a.headers["x-amzn-requestid"];
      },
    },
    {
      id: "errors that the client cannot name",
      clause: "client.reads-error",
      answer: error((b) => {
        b.__type = "NotFound";
      }, "NotFoundException"),
    },
  ],
};
