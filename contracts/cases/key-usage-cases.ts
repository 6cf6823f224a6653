import { valid } from "../contract-case";
import { answers, holds, succeeds } from "../expectations";
import { shown } from "../finding";
import { A_KEY_OF_EACH_STATE } from "../given/key-states";
import { caseFamily } from "./case-family";
import { minimalRequests } from "./minimal-request";

const MINIMAL = minimalRequests({
  GetKeyLastUsage: { given: "any key", body: ({ key }) => ({ KeyId: key.id }) },
});

/** 2026-04-23T00:00:00Z, in epoch seconds: KMS records uses from then on. */
const TRACKED_SINCE = 1_776_902_400;

/** The reason for what a use brings about. */
const LATER =
  "how long the service takes to show a use is not known; test/state/key-usage.test.ts proves it for the mock";

/** The last use of a key. */
export const KEY_USAGE = caseFamily({
  minimal: MINIMAL,
  cases: [
    valid("a new key", "an enabled symmetric key", "GetKeyLastUsage", MINIMAL.GetKeyLastUsage.body, [
      answers("GetKeyLastUsage.bare-key-id", ({ key }) => ({ KeyId: key.id })),
      holds("GetKeyLastUsage.unused", ({ KeyLastUsage }) =>
        shown(KeyLastUsage) === shown({})
          ? undefined
          : { expected: "{}", actual: shown(KeyLastUsage), pointer: "/KeyLastUsage" },
      ),
      holds("GetKeyLastUsage.tracking-start", ({ TrackingStartDate, KeyCreationDate }) => {
        const wanted = Math.max(TRACKED_SINCE, Number(KeyCreationDate));
        return TrackingStartDate === wanted
          ? undefined
          : { expected: shown(wanted), actual: shown(TrackingStartDate), pointer: "/TrackingStartDate" };
      }),
    ]),
    ...A_KEY_OF_EACH_STATE.map((given) =>
      valid(`any-state, ${given}`, given, "GetKeyLastUsage", ({ key }) => ({ KeyId: key.id }), [
        succeeds("GetKeyLastUsage.any-state"),
      ]),
    ),
  ],
  unproved: {
    "GetKeyLastUsage.successful-uses": LATER,
    "GetKeyLastUsage.each-key-apart": LATER,
  },
});
