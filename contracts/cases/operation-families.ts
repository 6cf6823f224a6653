import type { TrentOperation } from "../../generated/types";
import { ALIASES } from "./alias-cases";
import { CREATE_KEY } from "./create-key-cases";
import { CUSTOM_KEY_STORES } from "./custom-key-store-cases";
import { DATA_KEYS } from "./data-key-cases";
import { DATA_KEY_PAIRS } from "./data-key-pair-cases";
import { DELETION } from "./deletion-cases";
import { ENCRYPTION } from "./encryption-cases";
import { GRANTS } from "./grant-cases";
import { IMPORTS } from "./import-cases";
import { KEYS } from "./key-cases";
import { KEY_USAGE } from "./key-usage-cases";
import { LIFECYCLE } from "./lifecycle-cases";
import { MACS } from "./mac-cases";
import type { MinimalRequest } from "./minimal-request";
import { MULTI_REGION } from "./multi-region-cases";
import { ON_DEMAND } from "./on-demand-cases";
import { POLICIES } from "./policy-cases";
import { ROTATION } from "./rotation-cases";
import { ROTATION_STATUS } from "./rotation-status-cases";
import { SHARED_SECRETS } from "./shared-secret-cases";
import { SIGNING } from "./signing-cases";
import { TAGS } from "./tag-cases";

/** Every family of operations, in the order of a report. */
export const FAMILIES = [
  ROTATION,
  ROTATION_STATUS,
  ON_DEMAND,
  LIFECYCLE,
  DELETION,
  CREATE_KEY,
  KEYS,
  KEY_USAGE,
  MULTI_REGION,
  IMPORTS,
  TAGS,
  ALIASES,
  POLICIES,
  CUSTOM_KEY_STORES,
  MACS,
  SIGNING,
  SHARED_SECRETS,
  DATA_KEY_PAIRS,
  ENCRYPTION,
  GRANTS,
  DATA_KEYS,
] as const;

/** The smallest request of every operation. An operation of the document that no family has does not compile. */
export const MINIMAL: { readonly [Operation in TrentOperation]: MinimalRequest<Operation> } = {
  ...ROTATION.minimal,
  ...ROTATION_STATUS.minimal,
  ...ON_DEMAND.minimal,
  ...LIFECYCLE.minimal,
  ...DELETION.minimal,
  ...CREATE_KEY.minimal,
  ...KEYS.minimal,
  ...KEY_USAGE.minimal,
  ...MULTI_REGION.minimal,
  ...IMPORTS.minimal,
  ...TAGS.minimal,
  ...ALIASES.minimal,
  ...POLICIES.minimal,
  ...CUSTOM_KEY_STORES.minimal,
  ...MACS.minimal,
  ...SIGNING.minimal,
  ...SHARED_SECRETS.minimal,
  ...DATA_KEY_PAIRS.minimal,
  ...ENCRYPTION.minimal,
  ...GRANTS.minimal,
  ...DATA_KEYS.minimal,
};
