import { caseFamily } from "./case-family";
import { DELETE } from "./imports/delete-material-cases";
import { IMPORT } from "./imports/import-material-cases";
import { MINIMAL } from "./imports/import-requests";
import { PARAMETERS } from "./imports/parameters-cases";

/** Key material from outside. */
export const IMPORTS = caseFamily({ minimal: MINIMAL, cases: [...PARAMETERS, ...IMPORT, ...DELETE] });
