import { createRequire } from "node:module";
import { register as registerForRequire } from "tsx/cjs/api";
import { register as registerForImport } from "tsx/esm/api";

// Here and not in NODE_OPTIONS: the programs that tests start would inherit it.
registerForRequire();
registerForImport();

// Of projects.cjs, for this process alone.
process.env.NODE_OPTIONS = process.env.NODE_OPTIONS?.replace(/ ?--max-semi-space-size=\d+$/, "");

// A warning about the next year's Node, which a test would find among what its code prints.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// All test files of a process share it. Prism, for one, puts schemas in the place of references.
freeze(createRequire(import.meta.url)("../../generated/document.json"));

function freeze(node) {
  if (typeof node !== "object" || node === null) return;
  Object.freeze(node);
  Object.values(node).forEach(freeze);
}
