import { isObject, listOf, objectOf } from "../../openapi/dialect/document";
import { valid } from "../contract-case";
import { answers, holds, succeeds } from "../expectations";
import { shown } from "../finding";
import { caseFamily, NOT_DOCUMENTED } from "./case-family";
import { minimalRequests, refusalsOf } from "./minimal-request";

const entries = (body: Record<string, unknown>) => listOf(body.Rotations).map(objectOf);

const MINIMAL = minimalRequests({
  RotateKeyOnDemand: { given: "an enabled symmetric key", body: ({ key }) => ({ KeyId: key.id }) },
  ListKeyRotations: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
});

const refusal = refusalsOf(MINIMAL);

/** Rotations on demand, and the list of rotations. */
export const ON_DEMAND = caseFamily({
  minimal: MINIMAL,
  cases: [
    valid("success", "an enabled symmetric key", "RotateKeyOnDemand", ({ key }) => ({ KeyId: key.id }), [
      answers("RotateKeyOnDemand.key-id-is-arn", ({ key }) => ({ KeyId: key.arn })),
      succeeds("RotateKeyOnDemand.schedule-unchanged"),
    ]),
    refusal("RotateKeyOnDemand", "not-symmetric", "an RSA key"),
    refusal("RotateKeyOnDemand", "not-symmetric", "an HMAC key"),
    refusal("RotateKeyOnDemand", "disabled-key", "a disabled symmetric key"),
    refusal("RotateKeyOnDemand", "state-before-spec", "a disabled RSA key"),
    refusal("RotateKeyOnDemand", "pending-import", "a key without its imported material"),
    refusal("RotateKeyOnDemand", "pending-import", "an RSA key without its imported material"),
    refusal("RotateKeyOnDemand", "pending-deletion", "a key pending deletion"),
    refusal("RotateKeyOnDemand", "replica", "a replica of a multi-Region key"),
    refusal("RotateKeyOnDemand", "aws-managed-key", "an AWS managed key"),
    { ...refusal("RotateKeyOnDemand", "limit", "25 rotations on demand done"), needs: "clock" },
    {
      ...refusal("RotateKeyOnDemand", "automatic-rotation-near", "an automatic rotation is ten minutes away"),
      needs: "clock",
    },
    valid("never rotated", "an enabled symmetric key", "ListKeyRotations", ({ key }) => ({ KeyId: key.id }), [
      answers("ListKeyRotations.never-rotated", () => ({ Rotations: [], Truncated: false })),
      holds("ListKeyRotations.never-rotated", (body) =>
        "NextMarker" in body
          ? { expected: "no NextMarker", actual: shown(body.NextMarker), pointer: "/NextMarker" }
          : undefined,
      ),
    ]),
    valid(
      "rotated three times",
      "three rotations on demand done",
      "ListKeyRotations",
      ({ key }) => ({ KeyId: key.id }),
      [
        holds("ListKeyRotations.oldest-first", (body, { key }) => {
          const list = entries(body);
          const dates = list.map(({ RotationDate }) => Number(RotationDate));
          // A page may hold fewer (docs/evidence/paging.md#pages): then it says that there are more.
          const isPart = body.Truncated === true && list.length < 3;
          if (list.length !== 3 && !isPart)
            return { expected: "3 entries", actual: `${list.length}`, pointer: "/Rotations" };
          if (!dates.every((date, i) => i === 0 || date >= (dates[i - 1] ?? 0))) {
            return { expected: "oldest first", actual: dates.join(", "), pointer: "/Rotations" };
          }
          const foreign = list.find(({ KeyId }) => KeyId !== key.arn);
          if (foreign) return { expected: key.arn, actual: shown(foreign.KeyId), pointer: "/Rotations/0/KeyId" };
          const type = list.find(({ RotationType }) => RotationType !== "ON_DEMAND");
          if (type)
            return { expected: "ON_DEMAND", actual: shown(type.RotationType), pointer: "/Rotations/0/RotationType" };
          return undefined;
        }),
      ],
    ),
    valid(
      "with the first material",
      "three rotations on demand done",
      "ListKeyRotations",
      ({ key }) => ({ KeyId: key.id, IncludeKeyMaterial: "ALL_KEY_MATERIAL" }),
      [
        holds("ListKeyRotations.all-key-material", (body) => {
          const list = entries(body);
          const [first] = list;
          const isPart = body.Truncated === true && list.length < 4;
          if ((list.length !== 4 && !isPart) || !first)
            return { expected: "4 entries", actual: `${list.length}`, pointer: "/Rotations" };
          const states = list.map(({ KeyMaterialState }) => KeyMaterialState).join();
          const all = ["NON_CURRENT", "NON_CURRENT", "NON_CURRENT", "CURRENT"];
          if (states !== all.slice(0, list.length).join()) {
            return {
              expected: "the last entry CURRENT, the others NON_CURRENT",
              actual: states,
              pointer: "/Rotations",
            };
          }
          const extra = ["RotationDate", "RotationType"].find((name) => name in first);
          if (extra) return { expected: `no ${extra}`, actual: shown(first[extra]), pointer: `/Rotations/0/${extra}` };
          const ids = new Set(list.map(({ KeyMaterialId }) => KeyMaterialId));
          return ids.size === list.length
            ? undefined
            : { expected: "each with another KeyMaterialId", actual: `${ids.size}`, pointer: "/Rotations" };
        }),
      ],
    ),
    valid(
      "first page",
      "three rotations on demand done",
      "ListKeyRotations",
      ({ key }) => ({ KeyId: key.id, Limit: 2 }),
      [
        holds("ListKeyRotations.paging", (body) => {
          if (entries(body).length > 2)
            return { expected: "at most 2 entries", actual: `${entries(body).length}`, pointer: "/Rotations" };
          if (body.Truncated !== true)
            return { expected: "true", actual: shown(body.Truncated), pointer: "/Truncated" };
          return typeof body.NextMarker === "string"
            ? undefined
            : { expected: "a marker", actual: shown(body.NextMarker), pointer: "/NextMarker" };
        }),
      ],
    ),
    valid(
      "second page",
      "three rotations, one page of one read",
      "ListKeyRotations",
      ({ key, marker }) => ({ KeyId: key.id, Marker: marker }),
      [
        holds("ListKeyRotations.paging", (body) => {
          // A page may hold fewer: then it says that there are more.
          if (entries(body).length === 1 && body.Truncated === true && "NextMarker" in body) return undefined;
          if (entries(body).length !== 2)
            return {
              expected: "the 2 entries that are left",
              actual: `${entries(body).length}`,
              pointer: "/Rotations",
            };
          if (body.Truncated !== false)
            return { expected: "false", actual: shown(body.Truncated), pointer: "/Truncated" };
          return isObject(body) && "NextMarker" in body
            ? { expected: "no marker", actual: shown(body.NextMarker), pointer: "/NextMarker" }
            : undefined;
        }),
      ],
    ),
    refusal("ListKeyRotations", "not-symmetric", "an RSA key"),
    refusal("ListKeyRotations", "foreign-marker", "an enabled symmetric key", ({ key }) => ({
      KeyId: key.id,
      Marker: "not a marker",
    })),
    {
      ...valid(
        "a year later",
        "a year and a day after rotation was turned on",
        "ListKeyRotations",
        ({ key }) => ({ KeyId: key.id }),
        [
          holds("EnableKeyRotation.first-rotation", (body) =>
            entries(body).length === 1 && entries(body)[0]?.RotationType === "AUTOMATIC"
              ? undefined
              : { expected: "one rotation, AUTOMATIC", actual: shown(body.Rotations), pointer: "/Rotations" },
          ),
        ],
      ),
      needs: "clock",
    },
  ],
  unproved: {
    "ListKeyRotations KMSInvalidStateException": NOT_DOCUMENTED,
    "RotateKeyOnDemand.creating": "inferred only; only a replica is Creating, and RotateKeyOnDemand.replica refuses it",
    "RotateKeyOnDemand.rotation-running": "inferred only; the rotation may be over when the second request arrives",
  },
});
