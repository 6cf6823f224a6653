import { register as registerForRequire } from "tsx/cjs/api";
import { register as registerForImport } from "tsx/esm/api";

// Here and not in NODE_OPTIONS: the programs that tests start would inherit it.
registerForRequire();
registerForImport();

// A warning about the next year's Node, which a test would find among what its code prints.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
