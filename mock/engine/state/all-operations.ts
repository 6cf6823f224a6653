import type { TrentOperation } from "../../../generated/types";
import type { StateOperation } from "./state-operations";
import { operations as aliases } from "./tags/aliases";
import { operations as customKeyStores } from "./tags/custom-key-stores";
import { operations as dataKeyPairs } from "./tags/data-key-pairs";
import { operations as deletion } from "./tags/deletion";
import { operations as encryption } from "./tags/encryption";
import { operations as grants } from "./tags/grants";
import { operations as imports } from "./tags/imports";
import { operations as keys } from "./tags/keys";
import { operations as macs } from "./tags/macs";
import { operations as multiRegion } from "./tags/multi-region";
import { operations as policy } from "./tags/policy";
import { operations as rotation } from "./tags/rotation";
import { operations as sharedSecrets } from "./tags/shared-secrets";
import { operations as signing } from "./tags/signing";
import { operations as tags } from "./tags/tags";

/** Every operation, for a process that has no need to load them by and by. One that no tag has does not compile. */
export const allOperations: { readonly [Operation in TrentOperation]: StateOperation<Operation> } = {
  ...aliases,
  ...customKeyStores,
  ...dataKeyPairs,
  ...deletion,
  ...encryption,
  ...grants,
  ...imports,
  ...keys,
  ...macs,
  ...multiRegion,
  ...policy,
  ...rotation,
  ...sharedSecrets,
  ...signing,
  ...tags,
};
